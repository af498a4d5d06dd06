import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import {
  SidebarDocument,
  SidebarEventsDocument,
  type SidebarItemFragment,
  type SidebarQuery,
} from '../../../generated/graphql';
import { live } from '../../core/graphql/live';
import { Session } from '../../core/session/session';
import { afterSidebarEvent } from './sidebar-events.rules';
import { waiting } from './sidebar.rules';

/** The viewer's channels, kept current from the first time chat is opened until the session ends. */
@Service()
export class Sidebar {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);

  private readonly list = rxResource({
    params: () => this.session.viewer()?.id,
    stream: () =>
      live(this.apollo, {
        query: SidebarDocument,
        variables: {},
        event: SidebarEventsDocument,
        cursorOf: ({ viewer }: SidebarQuery) => viewer?.sidebar?.liveCursor,
        eventOf: ({ sidebarEvents }) => sidebarEvents,
        apply: afterSidebarEvent,
      }),
  });

  readonly loaded = computed(() => this.list.hasValue());
  readonly failure = this.list.error;
  readonly entries = computed<readonly SidebarItemFragment[]>(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.entries ?? []) : [],
  );
  readonly waiting = computed(() => waiting(this.entries()));
  /** The channel on screen. */
  readonly openId = signal<string | null>(null);

  entryOf(channelId: string): SidebarItemFragment | undefined {
    return this.entries().find(({ channel }) => channel.id === channelId);
  }

  tryAgain(): void {
    this.list.reload();
  }
}
