import { Service, type Signal, computed, signal } from '@angular/core';
import { type Observable, map, of, switchMap } from 'rxjs';
import {
  ChannelEventsDocument,
  ThreadHistoryDocument,
  ThreadPageDocument,
  type ThreadPageQuery,
  ThreadWhereDocument,
} from '../../../generated/graphql';
import type { LiveView } from '../../core/graphql/follower';
import { readIntoCache } from '../../core/graphql/read-into-cache';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore, type Page } from '../channel/channel.store';
import { type Place, pageSize } from '../channel/history-parts';
import type { Cursor } from '../channel/read-mark';
import { afterThreadReading } from './thread-reading.rules';

/** A thread as its panel shows it. */
export type ThreadData = NonNullable<ThreadPageQuery['thread']>;

interface ThreadPage extends Page {
  readonly thread?: ThreadData | null;
}

/**
 * The thread on screen. For the history and the box it is a channel of which only the messages of the thread are
 * shown: what they do in channels they do here.
 */
@Service({ autoProvided: false })
export class ThreadStore extends ChannelStore {
  private readonly shownId = signal<string | null>(null);
  override readonly threadId: Signal<string | null> = this.shownId.asReadonly();

  readonly thread = computed<ThreadData | null>(() =>
    this.page.hasValue() ? ((this.page.value().data as ThreadPage).thread ?? null) : null,
  );
  override readonly rootId: Signal<string | null> = computed(() => this.thread()?.root?.id ?? null);
  override readonly answerCount: Signal<number> = computed(() => this.thread()?.messageCount ?? 0);
  override readonly closed: Signal<string | null> = computed(() =>
    this.thread()?.locked ? 'chat.thread.closed' : null,
  );
  override readonly can: Signal<readonly string[]> = computed(() => {
    const ofChannel = this.channel()?.viewerCan ?? [];
    // Whether it is closed is told live; what the viewer may do was read when it was opened.
    return this.thread()?.locked ? ofChannel.filter((action) => action !== 'POST') : ofChannel;
  });
  readonly mayEdit = computed(() => this.thread()?.viewerCan.includes('EDIT') ?? false);

  /** Shows a thread of that channel; without the channel it is asked for first. */
  show(threadId: string | null, channelId: string | null): void {
    this.channelId.set(channelId);
    this.shownId.set(threadId);
  }

  protected override subject(): string | undefined {
    return this.shownId() ?? undefined;
  }

  protected override follow(threadId: string): Observable<LiveView<Page>> {
    return this.where(threadId).pipe(
      switchMap((channelId) =>
        this.live.follow({
          query: ThreadPageDocument,
          variables: { threadId, last: pageSize },
          event: ChannelEventsDocument,
          eventVariables: { channelId },
          cursorOf: ({ thread }) => thread?.liveCursor,
          eventOf: ({ channelEvents }) => channelEvents,
          apply: ({ thread }, event) => ({
            thread: thread && {
              ...thread,
              readPositions: afterThreadReading(thread, event),
              channel: this.changed(thread.channel, event),
            },
          }),
        }),
      ),
      map(({ data: { thread }, status }) => {
        const data: ThreadPage = { channel: thread?.channel ?? null, thread: thread ?? null };
        return { data, status };
      }),
    );
  }

  protected override cursor(): Cursor | null {
    return this.thread()?.viewerFollow ?? null;
  }

  protected override belongs({ inThread }: Pick<Message, 'inTimeline' | 'inThread'>): boolean {
    return inThread !== null && inThread.id === this.shownId();
  }

  protected override async readPage(place: Place): Promise<readonly Message[]> {
    const [channelId, threadId] = [this.channelId() ?? '', this.shownId() ?? ''];
    const variables = { channelId, threadId, ...place };
    const data = await readIntoCache(this.apollo, ThreadHistoryDocument, variables);
    return data?.channel?.messages.nodes ?? [];
  }

  private where(threadId: string): Observable<string> {
    const known = this.channelId();
    if (known) return of(known);
    return this.apollo.query({ query: ThreadWhereDocument, variables: { threadId } }).pipe(
      map(({ data }) => {
        const channelId = data?.thread?.channel.id ?? '';
        this.channelId.set(channelId);
        return channelId;
      }),
    );
  }
}
