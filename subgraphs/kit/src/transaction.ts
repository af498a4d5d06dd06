import type { RequestContext } from './context.js';
import { forgetLoaded } from './loader.js';
import { append, readHeads, streamCursor, type Events, type LogEvent } from './log.js';
import { eventsAppended } from './metrics.js';

const open = new WeakSet<RequestContext>();

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
 */
export async function transaction<C extends RequestContext, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  if (open.has(ctx)) return work(ctx);
  const appended: LogEvent[] = [];
  const result = await ctx.db.transaction((db) => {
    const inner: C = Object.create(ctx, { db: { value: db } }) as C;
    const events: Events = {
      ...looseEvents(() => inner),
      async publish(stream, kind, data, options) {
        const actorId = ctx.caller.viewer?.id ?? null;
        const event = await append(db, { stream, kind, data, actorId, region: options?.region ?? null });
        appended.push(event);
        return { seq: event.seq, cursor: event.cursor };
      },
    };
    Object.defineProperty(inner, 'events', { value: events });
    open.add(inner);
    return work(inner);
  });
  forgetLoaded(ctx);
  for (const event of appended) eventsAppended.inc({ subgraph: ctx.subgraph.name, kind: event.kind });
  await ctx.subgraph.announce(appended);
  return result;
}
