import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { setTimeout as pass } from 'node:timers/promises';
import { type Answer, ask } from '../../client/ask.js';
import type { Act, Journal, Outcome } from '../journal.js';
import type { Chance } from '../seed.js';

/** Who is signed in. */
export interface Account {
  readonly id: string;
  readonly token: string;
}

/** The times of a client, in milliseconds. */
export interface Patience {
  /** An attempt that is not answered for so long is given up and made again. */
  readonly attempt: number;
  /** How long an operation is repeated in all. */
  readonly whole: number;
}

const PATIENCE: Patience = { attempt: 5_000, whole: 60_000 };

/** Refusals that may pass by themselves: what was asked is asked again, with the same key. */
export const TRANSIENT: readonly string[] = ['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED'];

interface Written {
  readonly id?: string;
  readonly seq?: number;
  readonly version?: number;
}

/** A write: what is wanted, and how it is said to the graph. */
export interface Write<T, V> {
  readonly act: Act;
  readonly key: string;
  readonly document: TypedDocumentNode<T, V>;
  readonly variables: V;
}

function outcomeOf(answer: Answer<unknown>): Outcome {
  const [error] = answer.errors;
  const field = Object.values((answer.data ?? {}) as Record<string, Written | null>)[0];
  if (field) {
    return { kind: 'done', id: field.id ?? '', seq: field.seq ?? null, version: field.version ?? null };
  }
  if (error) {
    return { kind: 'refused', code: error.extensions.code, message: error.message };
  }
  return { kind: 'unanswered', why: `status ${String(answer.status)} without an answer` };
}

const isFinal = (outcome: Outcome): boolean =>
  outcome.kind === 'done' || (outcome.kind === 'refused' && !TRANSIENT.includes(outcome.code));

/** Somebody who asks through any gateway and repeats what was not answered, as the outbox does. */
export class Client {
  constructor(
    readonly name: string,
    readonly account: Account,
    readonly gateways: readonly string[],
    readonly journal: Journal,
    readonly chance: Chance,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /** Asks until it is answered, always with the same key; the last outcome when even patience ends. */
  async surely<T, V>(write: Write<T, V>): Promise<Outcome> {
    const until = performance.now() + this.patience.whole;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(write, attempt);
      if (isFinal(outcome) || performance.now() > until) return outcome;
      await this.rest();
    }
  }

  /** Reads; null while nobody answers, or the answer lacks what was asked for. */
  async read<T, V>(
    document: TypedDocumentNode<T, V>,
    variables: V,
    gateway: number,
  ): Promise<Answer<T> | null> {
    try {
      return await this.ask(document, variables, gateway);
    } catch {
      // Nobody answered: whoever reads asks again.
      return null;
    }
  }

  /** The number of some gateway. */
  anyGateway(): number {
    return this.chance.within(0, this.gateways.length - 1);
  }

  /** A moment between two attempts, with jitter. */
  rest(longest = 300): Promise<void> {
    return pass(this.chance.within(30, longest));
  }

  private async attempt<T, V>(
    { act, key, document, variables }: Write<T, V>,
    attempt: number,
  ): Promise<Outcome> {
    const gateway = this.anyGateway();
    const who = this.name;
    const userId = this.account.id;
    this.journal.note({ type: 'asked', who, userId, key, attempt, gateway, act });
    const outcome = await this.ask(document, variables, gateway).then(
      outcomeOf,
      // The connection broke, or nothing came: nobody knows whether it happened.
      (error: unknown): Outcome => ({ kind: 'unanswered', why: String(error) }),
    );
    this.journal.note({ type: 'answered', who, userId, key, attempt, act, outcome });
    return outcome;
  }

  private ask<T, V>(document: TypedDocumentNode<T, V>, variables: V, gateway: number): Promise<Answer<T>> {
    const signal = AbortSignal.timeout(this.patience.attempt);
    return ask(this.gateways[gateway] ?? '', document, variables, { token: this.account.token, signal });
  }
}
