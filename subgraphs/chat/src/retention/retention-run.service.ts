import { type RequestContext, audit, job, transaction } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { holdChannel } from '../channel/lock.service.js';
import { takeAway } from '../message/burial.service.js';
import { threadLost } from '../thread/recount.service.js';
import {
  type OpenRun,
  advanceRun,
  finishRun,
  firstOpenRun,
  forgetExcerpts,
  lockedRun,
  markCleared,
  nextChannel,
  oldestOf,
  openRuns,
} from './retention-run.store.js';
import { cutoffOf, dueOn } from './retention.rules.js';

/** The name of the job. */
export const RETENTION = 'retention';

/** How many messages go in one transaction: it locks their channel for as long as that takes. */
const BATCH = 500;

/** Takes the oldest messages of a channel away; answers with how many they were. */
async function clear(ctx: RequestContext, run: OpenRun, channelId: string, cutoff: Date): Promise<number> {
  await holdChannel(ctx, channelId);
  const old = await oldestOf(ctx.db, channelId, cutoff, BATCH);
  const ids = old.map(({ id }) => id);
  await takeAway(ctx, ids, {
    deletedById: null,
    withdrawn: true,
    expired: { keepsFiles: !run.removesFiles },
  });
  await forgetExcerpts(ctx.db, ids);
  if (old.length < BATCH) await markCleared(ctx.db, channelId, cutoff);
  for (const { id, shown } of old) {
    if (shown) await announce(ctx, channelId, 'messageRemoved', { messageId: id });
  }
  for (const threadId of new Set(old.map((message) => message.threadId))) {
    await threadLost(ctx, { channelId, threadId });
  }
  return old.length;
}

const finish = async (ctx: RequestContext, run: OpenRun): Promise<void> => {
  await finishRun(ctx.db, run);
  if (run.removedCount === 0) return;
  await audit(ctx, {
    action: 'retention',
    targetId: run.policyId,
    organizationId: run.organizationId,
    details: { removedCount: run.removedCount, dueAt: run.dueAt.toISOString() },
  });
};

/** One step of a run in one transaction, which holds the run: of several who try, one goes on and the others look again. */
const step = (ctx: RequestContext, of: OpenRun): Promise<void> =>
  transaction(ctx, async (inner) => {
    const run = await lockedRun(inner.db, of);
    if (!run) return;
    const cutoff = cutoffOf(run, run.dueAt);
    const channelId = await nextChannel(inner.db, run, cutoff);
    if (channelId === undefined) {
      await finish(inner, run);
      return;
    }
    const removed = await clear(inner, run, channelId, cutoff);
    await advanceRun(inner.db, run, { channelId, removed });
  });

/**
 * Removes what is older than the policies say: a run for each policy and day, and one when it is saved. Each step is a
 * transaction that notes how far it got, so that a run that broke off goes on where it was, whoever takes it up, and
 * nothing is removed or told twice. Messages leave no tombstone.
 * @returns how many steps it took
 */
export async function runRetention(
  ctx: RequestContext,
  now = new Date(),
  atMost = Infinity,
): Promise<number> {
  await openRuns(ctx.db, dueOn(now));
  let steps = 0;
  for (let run = await firstOpenRun(ctx.db); run && steps < atMost; run = await firstOpenRun(ctx.db)) {
    await step(ctx, run);
    steps += 1;
  }
  return steps;
}

/** Each hour, so that a run that broke off does not wait for the next day. */
export const retention = job(RETENTION, { cron: '41 * * * *' }, async (ctx) => {
  await runRetention(ctx);
});
