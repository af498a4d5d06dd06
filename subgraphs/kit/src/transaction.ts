import type { EntityManager } from 'typeorm';
import type { RequestContext } from './context.js';
import { lateTransaction, type LateTransaction } from './late-transaction.js';
import { forgetLoaded } from './loader.js';
import { append, readHeads, streamCursor, type Events, type LogEvent, type NewEvent } from './log.js';
import { eventsAppended } from './metrics.js';

/** What an open transaction does last, before it commits. */
export interface Closing {
  /** Rows of audit chains, whose heads everyone of an organisation waits for. */
  readonly audits: (() => Promise<void>)[];
  readonly events: NewEvent[];
}

const open = new WeakMap<RequestContext, Closing>();

/** Events outside a transaction: heads and signals, no publishing. */
export const looseEvents = (ctx: () => RequestContext): Events => ({
  publish() {
    return Promise.reject(
      new Error('publish() belongs inside transaction(), or it could announce what never happened'),
    );
  },
  signal: (topic, payload) => ctx().subgraph.signal(topic, payload),
  head: async (stream) => streamCursor(stream, (await readHeads(ctx().db, [stream])).get(stream) ?? 0),
});

/**
 * Runs `work` in one database transaction with a context of its own; joins the one that is already open. What it
 * publishes is appended in the same transaction and announced only after the commit, so nobody hears of what did not
 * happen and an answer means committed (G1).
 *
 * Audit rows and events are written last, in one order everywhere: their heads are rows that many transactions want,
 * so they are held for a moment only, and never by two that wait for each other.
 */
export async function transaction<C extends RequestContext, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  if (open.has(ctx)) return work(ctx);
  const perform = async ({ db, begun }: LateTransaction) => {
    const closing: Closing = { audits: [], events: [] };
    const inner = innerContext(ctx, db, closing);
    const result = await work(inner);
    for (const write of closing.audits) await write();
    // Where nothing else was read or written, the statement that appends is a transaction by itself.
    const manager = begun() ? db : ctx.subgraph.database.manager;
    return { result, appended: await appendSorted(manager, closing.events) };
  };
  // On behalf of somebody else within a transaction (audit), it is a part of that one.
  const { result, appended } = ctx.db.queryRunner
    ? await ctx.db.transaction((db) => perform({ db, begun: () => true }))
    : await lateTransaction(ctx.subgraph.database, perform);
  forgetLoaded(ctx);
  for (const event of appended) eventsAppended.inc({ subgraph: ctx.subgraph.name, kind: event.kind });
  await ctx.subgraph.announce(appended);
  return result;
}

/** Writes an audit row when the transaction of `ctx` is about to commit. */
export function auditLast(ctx: RequestContext, write: () => Promise<void>): void {
  const closing = open.get(ctx);
  if (!closing) throw new Error('auditLast() belongs inside transaction()');
  closing.audits.push(write);
}

/** The context in which the work of a transaction is done. */
export function innerContext<C extends RequestContext>(ctx: C, db: EntityManager, closing: Closing): C {
  const inner: C = Object.create(ctx, { db: { value: db } }) as C;
  const events: Events = {
    ...looseEvents(() => inner),
    publish(stream, kind, data, options) {
      const actorId = ctx.caller.viewer?.id ?? null;
      closing.events.push({ stream, kind, data, actorId, region: options?.region ?? null });
      return Promise.resolve();
    },
  };
  Object.defineProperty(inner, 'events', { value: events });
  open.set(inner, closing);
  return inner;
}

/** All events in one statement, sorted by stream; within a stream in the order of publishing, for sorting is stable. */
export async function appendSorted(db: EntityManager, events: readonly NewEvent[]): Promise<LogEvent[]> {
  if (events.length === 0) return [];
  return append(
    db,
    events.toSorted((one, other) => (one.stream < other.stream ? -1 : Number(one.stream > other.stream))),
  );
}
