import { Service, inject } from '@angular/core';
import { Sidebar } from '../../core/sidebar/sidebar.store';

/** What the viewer calls a channel: the other person where two people talk, else its own name. */
@Service()
export class ChannelNames {
  private readonly sidebar = inject(Sidebar);

  /** A channel as it is called now; undefined where the viewer is not in it. */
  readonly now = (channelId: string): string | undefined => this.sidebar.entryOf(channelId)?.channel.name;

  of(channel: { readonly id: string; readonly name: string }): string {
    return this.sidebar.entryOf(channel.id)?.peer?.displayName ?? channel.name;
  }
}
