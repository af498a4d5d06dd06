import type { ApolloCache, ErrorLike, TypedDocumentNode } from '@apollo/client';
import type { Apollo, QueryRef } from 'apollo-angular';
import { Observable, type Subscriber, Subscription, timer } from 'rxjs';
import { errorCodes } from '../errors/error-code';
import { type LiveEvent, StreamPosition, afterBreak } from './live.rules';
import { reconnectDelay } from './reconnect.rules';

/** Whether the shown data moves with the world: not yet, yes, or soon again. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting';

/** A query's data as events move it, and how it stands with the events. */
export interface LiveView<TData> {
  readonly data: TData;
  readonly status: LiveStatus;
}

type Variables = Record<string, unknown>;

const FIRST_TRY_MS = 100;

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
   * so only what lists and counts show is left to do. What has to be evicted is evicted from the cache.
   */
  readonly apply: (data: TData, event: TEvent, cache: ApolloCache) => TData;
}

/**
 * Reads the snapshot, follows its stream from the snapshot's cursor and applies each event once to Apollo's cache.
 * It resumes after the newest event when the line breaks, and reads the snapshot again when the cursor has expired.
 */
export function live<
  TData,
  TVariables extends Variables,
  TEventData,
  TEventVariables extends Variables,
  TEvent extends LiveEvent,
>(
  apollo: Apollo,
  options: LiveOptions<TData, TVariables, TEventData, TEventVariables, TEvent>,
): Observable<LiveView<TData>> {
  return new Observable((subscriber) => {
    const follower = new Follower(apollo, options, subscriber);
    follower.start();
    return () => {
      follower.stop();
    };
  });
}

class Follower<
  TData,
  TVariables extends Variables,
  TEventData,
  TEventVariables extends Variables,
  TEvent extends LiveEvent,
> {
  private readonly watched: QueryRef<TData, TVariables>;
  private readonly all = new Subscription();
  private stream = new Subscription();
  private position: StreamPosition | null = null;
  private view: LiveView<TData> | null = null;
  private status: LiveStatus = 'connecting';
  private failures = 0;

  constructor(
    private readonly apollo: Apollo,
    private readonly options: LiveOptions<TData, TVariables, TEventData, TEventVariables, TEvent>,
    private readonly out: Subscriber<LiveView<TData>>,
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
    this.all.add(
      this.watched.valueChanges.subscribe((result) => {
        if (result.error && !result.loading) {
          this.snapshotFailed(result.error);
          return;
        }
        if (result.dataState !== 'complete') return;
        const data = result.data;
        this.show(data);
        if (!result.loading && !this.position) this.follow(data);
      }),
    );
  }

  stop(): void {
    this.stream.unsubscribe();
    this.all.unsubscribe();
  }

  private show(data: TData): void {
    this.view = { data, status: this.status };
    this.out.next(this.view);
  }

  private turn(status: LiveStatus): void {
    if (this.status === status) return;
    this.status = status;
    if (this.view) this.show(this.view.data);
  }

  private follow(data: TData): void {
    const cursor = this.options.cursorOf(data);
    if (!cursor) return;
    this.position = new StreamPosition(cursor);
    this.subscribe(this.position);
  }

  private subscribe(position: StreamPosition): void {
    this.stream.unsubscribe();
    const variables = { ...(this.options.eventVariables ?? this.options.variables), after: position.cursor };
    this.stream = this.apollo
      .subscribe<TEventData, Variables>({ query: this.options.event, variables, fetchPolicy: 'no-cache' })
      .subscribe({
        next: ({ data, error }) => {
          if (error) this.broken(error);
          else if (data) this.receive(position, data);
        },
        error: (error: unknown) => {
          this.broken(error);
        },
        complete: () => {
          this.reread();
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
    this.failures = 0;
    this.turn('live');
    if (step === 'apply') this.apply(answer, event);
  }

  private apply(answer: TEventData, event: TEvent): void {
    const { cache } = this.apollo.client;
    const { query, variables, event: document } = this.options;
    cache.batch({
      update: () => {
        cache.writeQuery({ query: document, data: answer, id: 'ROOT_SUBSCRIPTION', variables: {} } as never);
        cache.updateQuery({ query, variables }, (data) =>
          data ? (this.options.apply(data as TData, event, cache) as never) : undefined,
        );
      },
    });
  }

  private broken(error: unknown): void {
    const step = afterBreak(errorCodes(error));
    if (step === 'giveUp' || step === 'reread') {
      this.reread();
      return;
    }
    this.turn('reconnecting');
    if (!this.position) return;
    const { position } = this;
    if (step === 'resume') this.subscribe(position);
    else {
      this.later(() => {
        this.subscribe(position);
      });
    }
  }

  /** Begins again from a fresh snapshot; it also tells whether there is still anything to see. */
  private reread(): void {
    this.stream.unsubscribe();
    this.position = null;
    this.turn('reconnecting');
    this.later(() => {
      this.watched.refetch().then(
        ({ data }) => {
          if (data && !this.position && !this.out.closed) this.follow(data);
        },
        (error: unknown) => {
          this.snapshotFailed(error as ErrorLike);
        },
      );
    });
  }

  private snapshotFailed(error: ErrorLike): void {
    const nothingShown = !this.view;
    if (nothingShown || afterBreak(errorCodes(error)) === 'giveUp') this.out.error(error);
    else this.reread();
  }

  private later(work: () => void): void {
    const delay = this.failures === 0 ? FIRST_TRY_MS : reconnectDelay(this.failures, null, Math.random);
    this.failures += 1;
    this.stream = timer(delay).subscribe(work);
  }
}
