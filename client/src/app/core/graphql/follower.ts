import type { ApolloCache, ErrorLike, TypedDocumentNode } from '@apollo/client';
import type { Apollo, QueryRef } from 'apollo-angular';
import { Subject, type Subscriber, Subscription, auditTime, timer } from 'rxjs';
import { errorCodes } from '../errors/error-code';
import {
  type LiveEvent,
  MOST_FRUITLESS,
  REREAD_MS,
  STEADY_MS,
  StreamPosition,
  afterBreak,
} from './live.rules';
import { meanwhileIn } from './meanwhile';
import { reconnectDelay } from './reconnect.rules';
import type { StreamBook } from './streams';

/** Whether the shown data moves with the world: not yet, yes, soon again, or no more because the viewer may not. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** A query's data as events move it, and how it stands with the events. */
export interface LiveView<TData> {
  readonly data: TData;
  readonly status: LiveStatus;
}

export type Variables = Record<string, unknown>;

/** A query, the stream that keeps it current, and how an event changes it. */
export interface LiveOptions<
  TData,
  TVariables extends Variables,
  TEventData,
  TEventVariables extends Variables,
  TEvent extends LiveEvent,
> {
  readonly query: TypedDocumentNode<TData, TVariables>;
  readonly variables: TVariables;
  /** Other variables for when the snapshot is read again: where somebody came in may be passed by then. */
  readonly rereadVariables?: TVariables;
  /** The subscription; it is given `after` beside the event variables. */
  readonly event: TypedDocumentNode<TEventData, TEventVariables>;
  /** Variables of the subscription without `after`; those of the query when left out. */
  readonly eventVariables?: Omit<TEventVariables, 'after'>;
  /** Where the snapshot stands in the stream; null when there is nothing to follow. */
  readonly cursorOf: (data: TData) => string | null | undefined;
  /** The event in the subscription's answer. */
  readonly eventOf: (data: TEventData) => TEvent;
  /**
   * The data after the event. It must be idempotent; things with an id that the event carries are in the cache already,
   * so only what lists and counts show is left to do. What has to be evicted is evicted from the cache. Where the event
   * does not say what the data is after it, the snapshot is read again, once for many such events.
   */
  readonly apply: (data: TData, event: TEvent, cache: ApolloCache) => TData | 'reread';
}

/** The first time a snapshot is read again it is read soon, but not by everybody in the same moment. */
const FIRST_TRY_MS = 400;

/**
 * One query as its stream moves it: reads the snapshot, follows from its cursor, and goes back to it when the stream
 * cannot tell what was missed.
 */
export class Follower<
  TData,
  TVariables extends Variables,
  TEventData,
  TEventVariables extends Variables,
  TEvent extends LiveEvent,
> {
  private readonly watched: QueryRef<TData, TVariables>;
  private readonly all = new Subscription();
  private stream = new Subscription();
  private readonly asked = new Subject<void>();
  private position: StreamPosition | null = null;
  /** The cursor of the snapshot that is followed. */
  private snapshot: string | null = null;
  private view: LiveView<TData> | null = null;
  private status: LiveStatus = 'connecting';
  private rereading = false;
  /** Whether the server is being asked, by whomever: the next whole result is its answer. */
  private asking = false;
  private failures = 0;
  private begun = Date.now();
  /** How often in a row the stream ended or was refused before an event came. */
  private fruitless = 0;

  constructor(
    private readonly apollo: Apollo,
    private readonly options: LiveOptions<TData, TVariables, TEventData, TEventVariables, TEvent>,
    private readonly out: Subscriber<LiveView<TData>>,
    private readonly book: StreamBook,
  ) {
    this.watched = apollo.watchQuery<TData, TVariables>({
      query: options.query,
      variables: options.variables,
      fetchPolicy: 'cache-and-network',
      nextFetchPolicy: 'cache-first',
      notifyOnNetworkStatusChange: true,
    });
  }

  start(): void {
    // Who watches the query hears what it answers, and why it does not.
    this.all.add(
      this.asked.pipe(auditTime(REREAD_MS)).subscribe(() => {
        this.watched.refetch(this.options.rereadVariables).catch(() => undefined);
      }),
    );
    this.all.add(
      this.watched.valueChanges.subscribe((result) => {
        if (result.loading) this.asking = true;
        // A part that does not answer leaves holes in the snapshot; with its cursor it can be followed all the same.
        const whole = result.dataState === 'complete' && Boolean(this.options.cursorOf(result.data));
        if (result.error && !result.loading && !whole) {
          this.snapshotFailed(result.error);
          return;
        }
        if (result.dataState !== 'complete') return;
        this.show(result.data);
        // What the cache knows while the snapshot is read again has a cursor that no longer holds.
        if (result.loading) return;
        const isAnswer = this.asking;
        this.asking = false;
        if (!this.rereading) this.followFrom(result.data, isAnswer);
      }),
    );
  }

  stop(): void {
    this.stream.unsubscribe();
    this.all.unsubscribe();
    this.book.turn('closed');
  }

  private show(data: TData): void {
    this.view = { data, status: this.status };
    this.out.next(this.view);
  }

  private turn(status: LiveStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.book.turn(status);
    if (this.view) this.show(this.view.data);
  }

  /**
   * Follows from the snapshot's cursor. Somebody else may have had it read again, and the answer may be older than the
   * events that were applied meanwhile; it is exact at its own cursor only, so from there it is followed. That holds as
   * well for an answer that is no newer than the one before: it has taken back what came since.
   */
  private followFrom(data: TData, isAnswer = true): void {
    const cursor = this.options.cursorOf(data);
    if (!cursor || this.status === 'ended') return;
    const goesBack = isAnswer && this.position?.cursor !== cursor;
    if (this.position && cursor === this.snapshot && !goesBack) return;
    this.snapshot = cursor;
    meanwhileIn(this.apollo.client.cache).forget(this);
    this.position = new StreamPosition(cursor);
    this.subscribe(this.position);
  }

  private subscribe(position: StreamPosition): void {
    this.stream.unsubscribe();
    this.begun = Date.now();
    const variables = { ...(this.options.eventVariables ?? this.options.variables), after: position.cursor };
    this.stream = this.apollo
      .subscribe<TEventData, Variables>({ query: this.options.event, variables, fetchPolicy: 'no-cache' })
      .subscribe({
        next: ({ data, error }) => {
          if (error) this.broken(position, error);
          else if (data) this.receive(position, data);
        },
        error: (error: unknown) => {
          this.broken(position, error);
        },
        complete: () => {
          this.dismissed();
        },
      });
  }

  private receive(position: StreamPosition, answer: TEventData): void {
    const event = this.options.eventOf(answer);
    const step = position.advance(event);
    if (step === 'reread') {
      this.reread();
      return;
    }
    this.fruitless = 0;
    this.book.at(position.cursor, step === 'apply' ? 1 : 0);
    this.turn('live');
    if (step === 'apply') this.apply(answer, event);
  }

  private apply(answer: TEventData, event: TEvent): void {
    const { cache } = this.apollo.client;
    const { query, event: document } = this.options;
    // A list that was asked for around a place is written as what it is now, not joined with what it was.
    const variables = this.options.rereadVariables ?? this.options.variables;
    const write = () => {
      cache.writeQuery({ query: document, data: answer, id: 'ROOT_SUBSCRIPTION', variables: {} } as never);
    };
    meanwhileIn(cache).tell(this, write);
    cache.batch({
      update: () => {
        write();
        cache.updateQuery({ query, variables }, (data) => {
          // What the cache does not have as a whole, because something in it was taken away, takes in no event.
          const next = data ? this.options.apply(data, event, cache) : 'reread';
          if (next === 'reread') this.asked.next();
          return next === 'reread' ? undefined : next;
        });
      },
    });
  }

  private broken(position: StreamPosition, error: unknown): void {
    const step = afterBreak(errorCodes(error));
    if (step === 'giveUp') this.dismissed();
    else if (step === 'reread') this.reread();
    else {
      this.turn('reconnecting');
      // A line that broke is waited for by all together; what the server put off is tried again in its own time.
      this.later(step === 'resume' && this.failures === 0 ? 0 : null, () => {
        this.subscribe(position);
      });
    }
  }

  /** The server ended the stream, or refuses it: the snapshot tells what is left; a stream that is not stays away. */
  private dismissed(): void {
    this.fruitless += 1;
    if (this.fruitless < MOST_FRUITLESS) {
      this.reread();
      return;
    }
    this.stream.unsubscribe();
    this.turn('ended');
  }

  /** Begins again from a fresh snapshot; it also tells whether there is still anything to see. */
  private reread(): void {
    this.position = null;
    this.rereading = true;
    this.turn('reconnecting');
    this.later(this.failures === 0 ? Math.random() * FIRST_TRY_MS : null, () => {
      this.book.reread();
      this.watched.refetch(this.options.rereadVariables).then(
        ({ data }) => {
          this.rereading = false;
          if (data && !this.out.closed) this.followFrom(data);
        },
        // What watches the query hears of it as well, and decides.
        () => undefined,
      );
    });
  }

  private snapshotFailed(error: ErrorLike): void {
    const nothingShown = !this.view;
    if (nothingShown || afterBreak(errorCodes(error)) === 'giveUp') this.out.error(error);
    else this.reread();
  }

  /** Works after a while: the given one, or one that grows with the failures in a row. */
  private later(ms: number | null, work: () => void): void {
    this.stream.unsubscribe();
    if (Date.now() - this.begun > STEADY_MS) this.failures = 0;
    const delay = ms ?? reconnectDelay(this.failures, null, Math.random);
    this.failures += 1;
    this.stream = timer(delay).subscribe(work);
  }
}
