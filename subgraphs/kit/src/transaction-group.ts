import { AsyncResource } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import type { RequestContext } from './context.js';
import { AppError } from './errors.js';
import { Gathering, gatheringIn } from './gather.js';
import { lateTransaction } from './late-transaction.js';
import { forgetLoaded, readWith } from './loader.js';
import type { LogEvent } from './log.js';
import { eventsAppended } from './metrics.js';
import type { Runtime } from './runtime.js';
import { appendSorted, type Closing, innerContext, transaction } from './transaction.js';
import { sharedCaller } from './viewer.js';

/** Transactions of one kind that are committed together when many come at once. Module-level: it is the queue's name. */
export interface TransactionGroup {
  /** The most that one commit takes in. */
  readonly atMost: number;
  /** How many of them may be under way: others wait, which is what fills the next one. */
  readonly atOnce: number;
}

/** One who writes with others. */
interface Member {
  readonly ctx: RequestContext;
  readonly work: (ctx: RequestContext) => Promise<unknown>;
  readonly settled: PromiseWithResolvers<unknown>;
}

interface Queue {
  readonly waiting: Member[];
  running: number;
}

const queues = new WeakMap<Runtime, Map<TransactionGroup, Queue>>();

function queueOf({ subgraph }: RequestContext, group: TransactionGroup): Queue {
  const own = queues.get(subgraph) ?? new Map<TransactionGroup, Queue>();
  queues.set(subgraph, own);
  const known = own.get(group);
  if (known) return known;
  const made: Queue = { waiting: [], running: 0 };
  own.set(group, made);
  return made;
}

/**
 * Like transaction(), and where many come at once their work is done in one: one beginning, one commit, and one
 * statement for what they load by the same batch (of those that depend on no viewer) or gather(). Alone it is
 * transaction() itself, and nobody waits for company: those who come while others commit are the next ones.
 *
 * Nobody suffers for another. Who is refused before having written anything is refused alone; whatever else fails
 * takes the common transaction back and everybody's work is done again, each in a transaction of its own. So `work`
 * may be run twice, and has no effect outside the transaction.
 *
 * Source: group commit as in DeWitt et al., "Implementation techniques for main memory database systems" (1984).
 */
export async function groupTransaction<C extends RequestContext, T>(
  ctx: C,
  group: TransactionGroup,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  const queue = queueOf(ctx, group);
  const settled = Promise.withResolvers<unknown>();
  // What is traced and logged on the way belongs to the request that asked, whoever's turn starts it.
  const own = AsyncResource.bind(work as (ctx: RequestContext) => Promise<unknown>);
  queue.waiting.push({ ctx, work: own, settled });
  drain(queue, group);
  return settled.promise as Promise<T>;
}

function drain(queue: Queue, group: TransactionGroup): void {
  while (queue.running < group.atOnce && queue.waiting.length > 0) {
    const members = queue.waiting.splice(0, group.atMost);
    queue.running += 1;
    void perform(members).finally(() => {
      queue.running -= 1;
      drain(queue, group);
    });
  }
}

async function alone({ ctx, work, settled }: Member): Promise<void> {
  try {
    settled.resolve(await transaction(ctx, work));
  } catch (error) {
    // It is the caller's, to whom it is given.
    settled.reject(error);
  }
}

async function perform(members: readonly Member[]): Promise<void> {
  const [first] = members;
  if (!first) return;
  if (members.length === 1) return alone(first);
  const progress = { isCommitting: false };
  try {
    const done = await lateTransaction(first.ctx.subgraph.database, async ({ db }) => {
      const written = await writeTogether(first.ctx, db, members);
      progress.isCommitting = true;
      return written;
    });
    await tell(first.ctx, done.appended);
    for (const [n, { ctx, settled }] of members.entries()) {
      forgetLoaded(ctx);
      const outcome = done.outcomes[n];
      if (outcome?.status === 'fulfilled') settled.resolve(outcome.value);
      else settled.reject(outcome?.reason);
    }
  } catch (error) {
    // Nobody knows whether a commit that broke off happened: then it is not done again, and each is told.
    if (progress.isCommitting) for (const { settled } of members) settled.reject(error);
    else await Promise.all(members.map(alone));
  }
}

async function tell({ subgraph }: RequestContext, appended: readonly LogEvent[]): Promise<void> {
  for (const { kind } of appended) eventsAppended.inc({ subgraph: subgraph.name, kind });
  await subgraph.announce(appended);
}

/** One connection runs one statement at a time; in the order in which they are asked for. */
function oneByOne(db: EntityManager): EntityManager {
  let last: Promise<unknown> = Promise.resolve();
  const run = (text: string, parameters?: unknown[]): Promise<unknown> => {
    const next = last.then(() => db.query<unknown>(text, parameters));
    last = next.catch(() => undefined); // whoever asked is told; those behind it run into the broken transaction
    return next;
  };
  return Object.assign(Object.create(db) as EntityManager, { query: run });
}

const READS = /^\s*select\b(?![^]*\bfor\s+(no key )?update\b)/i;

/** A member's own view of the connection, which knows whether it may have written: whatever is not plainly a read. */
const watched = (db: EntityManager, onWrite: () => void): EntityManager =>
  new Proxy(db, {
    get(target, name) {
      if (name === 'query') {
        return (text: string, parameters?: unknown[]): Promise<unknown> => {
          if (!READS.test(text)) onWrite();
          return target.query<unknown>(text, parameters);
        };
      }
      if (name !== 'dataSource') onWrite();
      return Reflect.get(target, name) as unknown;
    },
  });

async function writeTogether(
  { subgraph }: RequestContext,
  connection: EntityManager,
  members: readonly Member[],
): Promise<{ outcomes: PromiseSettledResult<unknown>[]; appended: LogEvent[] }> {
  const db = oneByOne(connection);
  const caller = sharedCaller('transactions of many callers');
  const reader = Object.create(subgraph.context(caller), { db: { value: db } }) as RequestContext;
  const gathering = new Gathering(reader, members.length);
  const wrote = new Set<Member>();
  const closings: Closing[] = [];
  const act = async (member: Member): Promise<unknown> => {
    const closing: Closing = { audits: [], events: [] };
    closings.push(closing);
    const onWrite = () => wrote.add(member);
    const inner = innerContext(member.ctx, watched(db, onWrite), closing);
    readWith(inner, reader);
    gatheringIn(inner, gathering, onWrite);
    try {
      return await member.work(inner);
    } finally {
      gathering.leave();
    }
  };
  const outcomes = await Promise.allSettled(members.map(act));
  for (const [n, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    const member = members[n] as Member;
    if (!(outcome.reason instanceof AppError) || wrote.has(member)) throw outcome.reason;
  }
  const kept = closings.filter((_, n) => outcomes[n]?.status === 'fulfilled');
  for (const { audits } of kept) for (const write of audits) await write();
  return {
    outcomes,
    appended: await appendSorted(
      db,
      kept.flatMap(({ events }) => events),
    ),
  };
}
