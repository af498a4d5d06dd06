import { Service, inject } from '@angular/core';
import { Sidebar } from '../../core/sidebar/sidebar.store';

/** What the viewer calls a channel: the other person where two people talk, else its own name. */
@Service()
export class ChannelNames {
  private readonly sidebar = inject(Sidebar);

  of(channel: { readonly id: string; readonly name: string; readonly kind: string }): string {
    const peer = this.sidebar.entryOf(channel.id)?.peer?.displayName;
    if (peer) return peer;
    return channel.kind === 'DIRECT' ? channel.name : `#${channel.name}`;
  }
}
