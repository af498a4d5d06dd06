import type { RequestContext } from './context.js';
import type { Feed } from './feed.js';
import type { LogEvent } from './log.js';
import type { Logger } from './logger.js';
import { consumerEvents } from './metrics.js';
import { transaction } from './transaction.js';

const BATCH = 200;
const POLL_MS = 2_000;

/** How a subgraph reacts to another one's events. */
export interface Consumer {
  /** The subgraph whose log is read. */
  readonly source: string;
  readonly kinds: readonly string[];
  readonly handle: (ctx: RequestContext, events: readonly LogEvent[]) => Promise<void>;
}

/** Declares a consumer; there is one for each source of a subgraph. */
export const consumer = (source: string, kinds: readonly string[], handle: Consumer['handle']): Consumer => ({
  source,
  kinds,
  handle,
});

/**
 * Takes one batch: effect and position are written in one transaction, so the effect happens exactly once although
 * batches may be read more than once. The row lock lets one replica work and the others pass.
 */
async function takeBatch(
  ctx: RequestContext,
  { source, kinds, handle }: Consumer,
  feed: Feed,
): Promise<boolean> {
  return transaction(ctx, async (inner) => {
    await inner.db.query(`insert into consumer_position (consumer) values ($1) on conflict do nothing`, [
      source,
    ]);
    const [row]: { position: string | null }[] = await inner.db.query(
      `select position from consumer_position where consumer = $1 for update skip locked`,
      [source],
    );
    if (!row) return false;
    const batch = await feed.read(row.position, kinds, BATCH);
    if (batch.events.length > 0) await handle(inner, batch.events);
    if (batch.position !== row.position) {
      await inner.db.query(`update consumer_position set position = $2 where consumer = $1`, [
        source,
        batch.position,
      ]);
    }
    consumerEvents.inc({ consumer: `${inner.subgraph.name}<${source}` }, batch.events.length);
    return batch.more;
  });
}

/** A consumer at work. */
export interface RunningConsumer {
  stop(): Promise<void>;
  /** Takes what is there now. */
  drain(): Promise<void>;
}

/** Follows a feed until stopped: woken by the bus, and looking by itself every two seconds. */
export function runConsumer(
  consumer: Consumer,
  feed: Feed,
  contextOf: () => RequestContext,
  logger: Logger,
): RunningConsumer {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    try {
      let more = true;
      while (more && !stopped) more = await takeBatch(contextOf(), consumer, feed);
    } catch (error) {
      // The source or the database is away: nothing was written, the next round takes the same batch.
      logger.warn({ err: String(error), source: consumer.source }, 'events not consumed');
    }
  };
  const look = () => (running = running.then(round));
  const unsubscribe = feed.onWake(() => void look());
  const poll = setInterval(() => void look(), POLL_MS);
  poll.unref();
  void look();
  return {
    drain: look,
    async stop() {
      stopped = true;
      clearInterval(poll);
      unsubscribe();
      await running;
    },
  };
}
