import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import {
  SidebarDocument,
  SidebarEventsDocument,
  type SidebarItemFragment,
  type SidebarQuery,
} from '../../../generated/graphql';
import { Live } from '../graphql/live';
import { reloadWhenBack } from '../graphql/reload-when-back';
import { Session } from '../session/session';
import { afterSidebarEvent } from './sidebar-events.rules';

/** The viewer's channels, kept current wherever the viewer is, until the session ends. */
@Service()
export class Sidebar {
  private readonly live = inject(Live);
  private readonly session = inject(Session);

  private readonly list = rxResource({
    params: () => this.session.viewer()?.id,
    stream: () =>
      this.live.follow({
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
  readonly mentionCount = computed(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.mentionCount ?? 0) : 0,
  );
  /** The channel on screen. */
  readonly openId = signal<string | null>(null);

  constructor() {
    reloadWhenBack(this.list);
  }

  entryOf(channelId: string): SidebarItemFragment | undefined {
    return this.entries().find(({ channel }) => channel.id === channelId);
  }

  tryAgain(): void {
    this.list.reload();
  }
}
