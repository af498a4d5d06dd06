import { Service, type Signal, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { type Observable, Subject } from 'rxjs';
import {
  ChannelEventsDocument,
  ChannelPageDocument,
  ChannelRightsDocument,
  HistoryPageDocument,
} from '../../../generated/graphql';
import { hasCode } from '../../core/errors/error-code';
import { Connection } from '../../core/graphql/connection';
import type { LiveView } from '../../core/graphql/follower';
import { Live } from '../../core/graphql/live';
import { Outbox } from '../../core/graphql/outbox';
import { readIntoCache } from '../../core/graphql/read-into-cache';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Session } from '../../core/session/session';
import { withPending } from '../history/pending.rules';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import {
  type ChannelData,
  type ChannelEvent,
  type Message,
  afterChannelEvent,
  touchesRights,
} from './channel-events.rules';
import { HistoryParts, type Place, pageSize } from './history-parts';
import { type Cursor, ReadMark } from './read-mark';

/** What is on screen: a channel with a part of its messages. */
export interface Page {
  readonly channel?: ChannelData | null;
}

/** The channel on screen: its messages, members and the viewer's place in it, kept current while it is open. */
@Service({ autoProvided: false })
export class ChannelStore {
  protected readonly apollo = inject(Apollo);
  protected readonly live = inject(Live);
  private readonly connection = inject(Connection);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);
  private readonly outbox = inject(Outbox);

  readonly channelId = signal<string | null>(null);
  /** The thread of the channel that is shown in place of its timeline; null for the timeline. */
  readonly threadId: Signal<string | null> = signal(null);
  /** The message that stands above the answers; null in a timeline. */
  readonly rootId: Signal<string | null> = signal(null);
  /** How many answers that message has. */
  readonly answerCount: Signal<number> = signal(0);
  /** Why nothing more can be added, as a key of a sentence; null where that follows from the channel. */
  readonly closed: Signal<string | null> = signal(null);
  readonly viewerId = computed(() => this.session.viewer()?.id ?? '');

  protected readonly page = rxResource({
    params: () => this.subject(),
    stream: ({ params: subject }) => this.follow(subject),
  });

  readonly channel = computed<ChannelData | null>(() =>
    this.page.hasValue() ? (this.page.value().data.channel ?? null) : null,
  );
  /** What the viewer calls it: a conversation of two bears the other's name. */
  readonly name = computed(() => {
    const channel = this.channel();
    return channel?.viewerEntry?.peer?.displayName ?? channel?.name ?? '';
  });
  /** True once the server answered and there is no such channel for the viewer, or no longer. */
  readonly missing = computed(() =>
    this.page.hasValue() ? !this.page.value().data.channel : hasCode(this.page.error(), 'NOT_FOUND'),
  );
  private readonly lastShown = signal({ id: '', name: '' });
  /** What the channel on screen was called when it still was there; null for one that never was. */
  readonly lostName = computed(() => {
    const { id, name } = this.lastShown();
    return id === this.channelId() ? name : null;
  });
  readonly failure = this.page.error;
  /** Whether what is shown is followed: before that it may be what was kept of the last visit. */
  readonly followed = computed(() => this.page.hasValue() && this.page.value().status !== 'connecting');
  private readonly shown = computed(() => {
    const loaded = this.channel()?.messages.nodes ?? [];
    const channelId = this.channelId();
    const items = channelId ? this.outbox.of(channelId)() : [];
    const threadId = this.threadId();
    const here = items.filter(({ input }) => (input.threadId ?? null) === threadId);
    return withPending<Message>(loaded, here, this.viewerId());
  });
  readonly messages = computed(() => this.shown().messages);
  readonly can: Signal<readonly string[]> = computed<readonly string[]>(
    () => this.channel()?.viewerCan ?? [],
  );
  readonly member = computed(() => Boolean(this.channel()?.viewerEntry));
  /** What the viewer wrote here and what is not known to be a message yet. */
  readonly pending = computed(() => this.shown().pending);
  /** Whether newer messages exist that are not loaded. */
  readonly hasNewer = computed(() => this.channel()?.messages.pageInfo.hasNextPage ?? false);
  /** Messages as events tell of them, each once, also while the newest part is not loaded. */
  readonly arrived = new Subject<Message>();
  /** Messages as events tell that they were changed or went, also those that are not loaded. */
  readonly altered = new Subject<Pick<Message, 'id' | 'pinnedAt'>>();
  /** The parts of its history that are not there yet. */
  readonly history = new HistoryParts(
    () => this.channel()?.messages,
    (place) => this.readPage(place),
  );

  // A signal of its own, for the line is drawn when a channel opens and not whenever something in it changes.
  private readonly openedId = computed(() => (this.channel() ? this.placeId() : null));
  /** Where the viewer stands in it. */
  readonly reading = new ReadMark(this.apollo, {
    channelId: this.channelId,
    threadId: computed(() => this.threadId()),
    openedId: this.openedId,
    cursor: () => this.cursor(),
  });

  constructor() {
    reloadWhenBack(this.page);
    effect(() => {
      const [channel, name] = [this.channel(), this.name()];
      if (channel && name) this.lastShown.set({ id: channel.id, name });
    });
    effect(() => {
      for (const key of this.shown().settled) untracked(() => void this.outbox.discard(key));
    });
    effect(() => {
      if (this.connection.accessChanges() === 0) return;
      untracked(() => {
        this.lookAgain();
      });
    });
    // Who is let in again sees it without asking.
    effect(() => {
      const listed = this.sidebar.entryOf(this.channelId() ?? '') !== undefined;
      if (listed && untracked(this.missing)) untracked(() => this.page.reload());
    });
  }

  /** What drafts and the like are kept by: the thread, or the channel. */
  readonly placeId = computed(() => this.threadId() ?? this.channelId());

  /** Position of the newest message that is known, on screen or kept back; -1 for none. */
  newestSeq(): number {
    return untracked(this.channel)?.messages.nodes.at(-1)?.seq ?? -1;
  }

  /** Loads the surroundings of a message that is not there yet; says whether it exists. */
  async reach(messageId: string): Promise<boolean> {
    return this.messages().some(({ id }) => id === messageId) || this.history.loadAround(messageId);
  }

  tryAgain(): void {
    this.page.reload();
  }

  /** What is shown; undefined for nothing yet. */
  protected subject(): string | undefined {
    return this.channelId() ?? undefined;
  }

  protected follow(channelId: string): Observable<LiveView<Page>> {
    const entry = untracked(() => this.sidebar.entryOf(channelId));
    const newest = { channelId, last: pageSize };
    // Who has much to read begins where they left off; the rest is loaded as they come to it.
    const muchUnread = entry && entry.unreadCount > pageSize / 2;
    return this.live.follow({
      query: ChannelPageDocument,
      variables: muchUnread ? { channelId, first: pageSize, aroundSeq: entry.lastReadSeq + 1 } : newest,
      rereadVariables: newest,
      event: ChannelEventsDocument,
      eventVariables: { channelId },
      cursorOf: ({ channel }) => channel?.liveCursor,
      eventOf: ({ channelEvents }) => channelEvents,
      apply: ({ channel }, event) => ({ channel: channel && this.changed(channel, event) }),
    });
  }

  /** How far the viewer has read what is shown; null where that is not kept. */
  protected cursor(): Cursor | null {
    return this.channel()?.viewerEntry ?? null;
  }

  /** Whether a message is one of those that are shown. */
  protected belongs({ inTimeline }: Pick<Message, 'inTimeline' | 'inThread'>): boolean {
    return inTimeline;
  }

  protected changed<C extends ChannelData>(channel: C, event: ChannelEvent): C {
    if (touchesRights(event, this.viewerId())) {
      queueMicrotask(() => {
        this.readRights(channel.id);
      });
    }
    if (event.__typename === 'MessageAdded') {
      if (!this.belongs(event.message)) return channel;
      if (channel.messages.pageInfo.hasNextPage) this.history.tell(event.message.seq);
      this.arrived.next({ ...event.message, viewerReactions: [] });
    }
    if (event.__typename === 'MessageChanged') this.altered.next(event.message);
    if (event.__typename === 'MessageRemoved') this.altered.next({ id: event.messageId, pinnedAt: null });
    return afterChannelEvent(channel, event, this.viewerId());
  }

  /** The viewer's rights are others now: what is shown may be more or less. */
  private lookAgain(): void {
    const channel = this.channel();
    if (channel) this.readRights(channel.id);
    else if (this.failure() || this.missing()) this.page.reload();
  }

  private readRights(channelId: string): void {
    const query = {
      query: ChannelRightsDocument,
      variables: { channelId },
      fetchPolicy: 'network-only' as const,
    };
    // Without an answer the buttons stay as they are, and the server refuses what is no longer allowed.
    this.apollo.query(query).subscribe({ error: () => undefined });
  }

  /** Reads a further page into the cache. */
  protected async readPage(place: Place): Promise<readonly Message[]> {
    const variables = { channelId: this.channelId() ?? '', ...place };
    const data = await readIntoCache(this.apollo, HistoryPageDocument, variables);
    return data?.channel?.messages.nodes ?? [];
  }
}
