import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { Subject } from 'rxjs';
import {
  SidebarDocument,
  SidebarEventsDocument,
  type SidebarItemFragment,
  type SidebarQuery,
  UnreadThreadsDocument,
} from '../../../generated/graphql';
import { Live } from '../graphql/live';
import { reloadWhenBack } from '../graphql/reload-when-back';
import { Session } from '../session/session';
import { type SidebarEvent, afterSidebarEvent } from './sidebar-events.rules';

/** A word about a message that the viewer is asked to confirm. */
type AcknowledgementNews = Extract<SidebarEvent, { __typename?: 'AcknowledgementChanged' }>;

/** The viewer's channels, kept current wherever the viewer is, until the session ends. */
@Service()
export class Sidebar {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly session = inject(Session);

  private readonly told = new Subject<SidebarEvent>();
  /** Everything the stream tells, each once, for those who keep what is not a channel. */
  readonly heard = this.told.asObservable();

  private readonly list = rxResource({
    params: () => this.session.viewer()?.id,
    stream: () =>
      this.live.follow({
        query: SidebarDocument,
        variables: {},
        event: SidebarEventsDocument,
        cursorOf: ({ viewer }: SidebarQuery) => viewer?.sidebar?.liveCursor,
        eventOf: ({ sidebarEvents }) => sidebarEvents,
        apply: (data, event) => {
          this.followThreads(event);
          // After the list has taken it in: who hears it may write to the cache as well.
          queueMicrotask(() => {
            this.told.next(event);
          });
          if (event.__typename === 'AcknowledgementChanged') {
            queueMicrotask(() => {
              this.acknowledgement.set(event);
            });
          }
          return afterSidebarEvent(data, event);
        },
      }),
  });

  /** Position of the snapshot; another one says that everything was read again. */
  readonly liveCursor = computed(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.liveCursor ?? null) : null,
  );
  readonly loaded = computed(() => this.list.hasValue());
  readonly failure = this.list.error;
  readonly entries = computed<readonly SidebarItemFragment[]>(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.entries ?? []) : [],
  );
  readonly mentionCount = computed(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.mentionCount ?? 0) : 0,
  );
  /** In how many followed threads something waits. */
  readonly unreadThreadCount = computed(() =>
    this.list.hasValue() ? (this.list.value().data.viewer?.sidebar?.unreadThreadCount ?? 0) : 0,
  );
  /** Grows with everything that happens to a followed thread. */
  readonly threadMoves = signal(0);
  /** What was last said of a message that the viewer is asked to confirm. */
  readonly acknowledgement = signal<AcknowledgementNews | null>(null);
  /** The channel on screen. */
  readonly openId = signal<string | null>(null);

  constructor() {
    reloadWhenBack(this.list);
  }

  entryOf(channelId: string): SidebarItemFragment | undefined {
    return this.entries().find(({ channel }) => channel.id === channelId);
  }

  private followThreads({ __typename }: SidebarEvent): void {
    const gone = __typename === 'SidebarEntryRemoved';
    if (gone || __typename === 'ThreadFollowChanged') {
      queueMicrotask(() => {
        this.threadMoves.update((moves) => moves + 1);
      });
    }
    // With a channel its threads go, of which nothing is told any more.
    if (!gone) return;
    const query = { query: UnreadThreadsDocument, fetchPolicy: 'network-only' as const };
    this.apollo.query(query).subscribe({ error: () => undefined });
  }

  tryAgain(): void {
    this.list.reload();
  }
}
