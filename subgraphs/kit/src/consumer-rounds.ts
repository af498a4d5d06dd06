import { setTimeout as delay } from 'node:timers/promises';
import { take, type Consumer } from './consume.js';
import type { RequestContext } from './context.js';
import type { Feed } from './feed.js';
import type { Logger } from './logger.js';

const POLL_MS = 2_000;
/** How soon it is looked again when what comes next is held by another transaction: later and later. */
const HELD_MS = { least: 5, most: 500 };
/** For how long a drain waits for transactions of others. */
const DRAIN_MS = 1_000;

/** A consumer at work. */
export interface RunningConsumer {
  stop(): Promise<void>;
  /** Takes what is there now, without waiting for the next try of what failed. */
  drain(): Promise<void>;
  /**
   * Takes all that was committed when it was asked, and waits for another replica that is at it.
   * @returns false where that could not be: the source is away, or an event failed
   */
  catchUp(): Promise<boolean>;
}

/** How a round looks. */
interface Manner {
  readonly impatient: boolean;
  readonly waits: boolean;
}

/** What a running consumer works with. */
interface Work {
  readonly consumer: Consumer;
  readonly feed: Feed;
  readonly contextOf: () => RequestContext;
  readonly logger: Logger;
}

/** The rounds of a consumer, one after the other. */
class Rounds {
  private stopped = false;
  private entered = false;
  private running: Promise<boolean> = Promise.resolve(true);
  private catchingUp: Promise<boolean> | undefined;
  private again: NodeJS.Timeout | undefined;
  private pause = HELD_MS.least;

  constructor(private readonly work: Work) {}

  /** Takes what is there, after the rounds before it. */
  readonly look = (impatient: boolean): Promise<boolean> =>
    (this.running = this.running.then(() => this.round({ impatient, waits: false })));

  /** As look(); all who ask before it begins share one round. */
  readonly catchUp = (): Promise<boolean> =>
    (this.catchingUp ??= this.running =
      this.running.then(() => {
        this.catchingUp = undefined;
        return this.round({ impatient: true, waits: true });
      }));

  /** Nothing more is begun; resolves when the round that runs is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.again);
    await this.running;
  }

  /** @returns whether nothing is left */
  private async round(manner: Manner): Promise<boolean> {
    const { consumer, feed, contextOf, logger } = this.work;
    const began = performance.now();
    try {
      if (!this.entered) await this.enter(contextOf());
      for (;;) {
        const found = await take({ ctx: contextOf(), consumer, feed, logger, ...manner });
        if (this.stopped || found === 'nothing' || found === 'failed') return found === 'nothing';
        if (found === 'more') this.pause = HELD_MS.least;
        else if (manner.impatient && performance.now() - began < DRAIN_MS) await delay(HELD_MS.least);
        else {
          this.lookSoon();
          return false;
        }
      }
    } catch (error) {
      // The source or the database is away: nothing was written, the next round takes the same batch.
      logger.warn({ err: String(error), consumer: consumer.name }, 'events not consumed');
      return false;
    }
  }

  /** Nobody tells when a transaction ends that published nothing, so what it held is looked for. */
  private lookSoon(): void {
    this.again ??= setTimeout(() => {
      this.again = undefined;
      if (!this.stopped) void this.look(false);
    }, this.pause).unref();
    this.pause = Math.min(this.pause * 2, HELD_MS.most);
  }

  private async enter({ db }: RequestContext): Promise<void> {
    const { name } = this.work.consumer;
    await db.query(`insert into consumer_position (consumer) values ($1) on conflict do nothing`, [name]);
    this.entered = true;
  }
}

/** Follows a feed until stopped: woken by the bus, and looking by itself every two seconds. */
export function runConsumer(
  consumer: Consumer,
  feed: Feed,
  contextOf: () => RequestContext,
  logger: Logger,
): RunningConsumer {
  const rounds = new Rounds({ consumer, feed, contextOf, logger });
  let gathering: NodeJS.Timeout | undefined;
  const begin = () => {
    gathering = undefined;
    void rounds.look(false);
  };
  const unsubscribe = feed.onWake((kinds) => {
    // What is of no kind that it takes moves it on too, but at leisure: each move is written down.
    if (kinds?.some((kind) => consumer.kinds.includes(kind)) === false) return;
    if (consumer.gatherMs === 0) begin();
    else gathering ??= setTimeout(begin, consumer.gatherMs).unref();
  });
  const poll = setInterval(() => void rounds.look(false), POLL_MS);
  poll.unref();
  void rounds.look(false);
  return {
    drain: async () => {
      await rounds.look(true);
    },
    catchUp: rounds.catchUp,
    async stop() {
      clearInterval(poll);
      clearTimeout(gathering);
      unsubscribe();
      await rounds.stop();
    },
  };
}
