import type { TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { Observable, type Subscriber, Subscription, timer } from 'rxjs';
import { errorCodes } from '../errors/error-code';
import { type BreakStep, MOST_FRUITLESS, STEADY_MS, afterBreak } from './live.rules';
import { reconnectDelay } from './reconnect.rules';

type Variables = Record<string, unknown>;

/** Signals that are listened to: the subscription and its variables. */
export interface Signals<TData, TVariables extends Variables> {
  readonly query: TypedDocumentNode<TData, TVariables>;
  readonly variables: TVariables;
  /**
   * Whether the server says something first to whoever begins to listen. Two who listen to the same share one stream
   * otherwise, and the second of them would not hear it.
   */
  readonly alone?: boolean;
}

/**
 * Follows signals that nobody keeps, such as typing and presence. When the line breaks it listens again; what was
 * signalled meanwhile is lost, as it is meant to be. It ends quietly when the viewer may no longer listen.
 */
export function ephemeral<TData, TVariables extends Variables>(
  apollo: Apollo,
  signals: Signals<TData, TVariables>,
): Observable<TData> {
  return new Observable((out) => {
    const listener = new Listener(apollo, signals, out);
    listener.listen();
    return () => {
      listener.stop();
    };
  });
}

class Listener<TData, TVariables extends Variables> {
  private stream = new Subscription();
  private failures = 0;
  private begun = 0;
  /** How often in a row the stream ended or was refused before it signalled anything. */
  private fruitless = 0;

  constructor(
    private readonly apollo: Apollo,
    private readonly signals: Signals<TData, TVariables>,
    private readonly out: Subscriber<TData>,
  ) {}

  listen(): void {
    this.stream.unsubscribe();
    this.begun = Date.now();
    const { query, variables, alone = false } = this.signals;
    const context = { queryDeduplication: !alone };
    this.stream = this.apollo
      .subscribe<TData, Variables>({ query, variables, context, fetchPolicy: 'no-cache' })
      .subscribe({
        next: ({ data, error }) => {
          if (error) this.broken(afterBreak(errorCodes(error)));
          else if (data) this.heard(data);
        },
        error: (error: unknown) => {
          this.broken(afterBreak(errorCodes(error)));
        },
        complete: () => {
          this.broken('giveUp');
        },
      });
  }

  stop(): void {
    this.stream.unsubscribe();
  }

  private heard(data: TData): void {
    this.failures = 0;
    this.fruitless = 0;
    this.out.next(data);
  }

  private broken(step: BreakStep): void {
    this.stream.unsubscribe();
    if (step === 'giveUp' && ++this.fruitless >= MOST_FRUITLESS) {
      this.out.complete();
      return;
    }
    if (Date.now() - this.begun > STEADY_MS) this.failures = 0;
    // A line that broke is waited for by all together, before the next attempt goes out.
    const atOnce = step === 'resume' && this.failures === 0;
    const delay = atOnce ? 0 : reconnectDelay(this.failures, null, Math.random);
    this.failures += 1;
    this.stream = timer(delay).subscribe(() => {
      this.listen();
    });
  }
}
