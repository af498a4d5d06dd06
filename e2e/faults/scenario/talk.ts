import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { ask, codesOf } from '../../client/ask.js';
import {
  FaultsSendDocument,
  type FaultsEventsSubscription,
  FaultsEventsDocument,
} from '../../generated/graphql.js';
import type { Account } from '../play/client.js';
import { followByEvents, followBySocket, type Heard, type Line } from '../wire/line.js';

const ATTEMPT_MS = 10_000;

/** Sends a text once. @throws Error when it is refused or not answered */
export async function say(
  url: string,
  { token }: Account,
  channelId: string,
  text: string,
): Promise<{ readonly id: string; readonly seq: number; readonly milliseconds: number }> {
  const begun = performance.now();
  const input = { channelId, text, key: randomUUID() };
  const signal = AbortSignal.timeout(ATTEMPT_MS);
  const answer = await ask(url, FaultsSendDocument, { input }, { token, signal });
  const sent = answer.data?.sendMessage;
  if (!sent) throw new Error(`"${text}" was refused: ${codesOf(answer).join(' ')} ${String(answer.status)}`);
  return { id: sent.id, seq: sent.seq, milliseconds: performance.now() - begun };
}

/** Sends all the time until it is stopped; answers with how long each sending took, in milliseconds. */
export function talk(
  url: () => string,
  account: Account,
  channelId: string,
  pause: number,
): { stop(): Promise<readonly number[]> } {
  let talking = true;
  const took: number[] = [];
  const run = async () => {
    for (let n = 0; talking; n += 1) {
      took.push((await say(url(), account, channelId, `Talk ${String(n)}`)).milliseconds);
      await pass(pause);
    }
    return took;
  };
  const running = run();
  // Whoever stops it hears of it.
  running.catch(() => undefined);
  return {
    stop() {
      talking = false;
      return running;
    },
  };
}

type ChannelEvent = FaultsEventsSubscription['channelEvents'];

/** Somebody who follows on one line, with the time at which each event was told. */
export class Listener {
  readonly events: { readonly event: ChannelEvent; readonly at: number }[] = [];
  readonly refusals: string[] = [];
  private end: string | null = null;
  private readonly line: Line;
  private readonly over = Promise.withResolvers<{ readonly why: string; readonly at: number }>();
  private readonly waiting = new Set<() => void>();

  constructor(
    url: string,
    account: Account,
    channelId: string,
    after: string | null,
    protocol: 'socket' | 'events' = 'socket',
  ) {
    const follow = protocol === 'socket' ? followBySocket : followByEvents;
    this.line = follow<FaultsEventsSubscription, { channelId: string; after: string | null }>({
      gateway: url,
      token: account.token,
      document: FaultsEventsDocument,
      variables: { channelId, after },
      hear: (heard) => {
        this.hear(heard);
      },
    });
  }

  /** How the line ended, once it has. */
  get ended(): Promise<{ readonly why: string; readonly at: number }> {
    return this.over.promise;
  }

  /** The time at which an event that answers `is` was told. @throws Error when the line ended before */
  async told(is: (event: ChannelEvent) => boolean): Promise<number> {
    for (;;) {
      const found = this.events.find(({ event }) => is(event));
      if (found) return found.at;
      if (this.end !== null) throw new Error(`The line ended: ${this.end} ${this.refusals.join(' ')}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Resolves when the replay is over. */
  async caughtUp(): Promise<void> {
    await this.told(({ __typename }) => __typename === 'CaughtUp');
  }

  close(): void {
    this.line.close();
  }

  private hear(heard: Heard<FaultsEventsSubscription>): void {
    const at = performance.now();
    if (heard.kind === 'ended') {
      this.end = heard.why;
      this.over.resolve({ why: heard.why, at });
    } else if (heard.kind === 'refused') this.refusals.push(...heard.codes);
    else this.events.push({ event: heard.data.channelEvents, at });
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }
}

/** Whether an event adds that message. */
export const adds =
  (id: string) =>
  (event: ChannelEvent): boolean =>
    event.__typename === 'MessageAdded' && event.message.id === id;
