import { type RequestContext, audit, forbidden, hasPermission, later, once, transaction } from '@parley/kit';
import type { ActivityRetentionInput, SetActivityRetentionInput } from './activity-retention.inputs.js';
import type { ActivityRetention, ActivityRetentionPreview } from './activity-retention.js';
import { type Choice, USUAL_DAYS, checkChoice, cutoffOf, dueOn } from './activity-retention.rules.js';
import {
  type OpenRun,
  advanceRun,
  firstOpenRun,
  forecast,
  lockedRun,
  openRun,
  openRuns,
  removeOldest,
  removeUnspoken,
  retentionsOf,
  saveRetention,
} from './activity-retention.store.js';

/** The name of the job. */
export const FORGETTING = 'forget-activity';

/** How many deeds go in one transaction. */
const BATCH = 5_000;

/** @throws FORBIDDEN, and writes the refusal down, for those who do not manage retention */
async function requireRetention(ctx: RequestContext, action: string): Promise<void> {
  const { viewer } = ctx;
  if (hasPermission(viewer, 'MANAGE_RETENTION')) return;
  await audit(ctx, { action, targetId: viewer.organizationId, refused: true });
  throw forbidden('Only people who manage retention may do this');
}

const USUAL: ActivityRetention = {
  ...{ regionCode: null, keepDays: USUAL_DAYS, isDefault: true, lastRunAt: null, lastRemovedCount: null },
};

/** For how long is kept what was done with files: where nothing else is said first, then region by region. */
export async function listRetentions(ctx: RequestContext): Promise<ActivityRetention[]> {
  await requireRetention(ctx, 'activityRetentions');
  const rows = await retentionsOf(ctx.db, ctx.viewer.organizationId);
  const chosen = rows.map(({ region, ...row }) => ({
    ...row,
    ...{ regionCode: region === '' ? null : region, isDefault: false },
  }));
  return chosen.some(({ regionCode }) => regionCode === null) ? chosen : [USUAL, ...chosen];
}

/** For how long it would be kept: what is taken back falls to what all regions have. */
async function daysOf(ctx: RequestContext, { region, keepDays }: Choice): Promise<number> {
  if (keepDays !== null) return keepDays;
  const rows = region === '' ? [] : await retentionsOf(ctx.db, ctx.viewer.organizationId);
  return rows.find((row) => row.region === '')?.keepDays ?? USUAL_DAYS;
}

/** What a choice would remove, before it is made. */
export async function previewRetention(
  ctx: RequestContext,
  input: ActivityRetentionInput,
): Promise<ActivityRetentionPreview> {
  await requireRetention(ctx, 'previewActivityRetention');
  const choice = checkChoice(input);
  const { organizationId } = ctx.viewer;
  const cutoff = cutoffOf(await daysOf(ctx, choice), new Date());
  return forecast(ctx.db, { organizationId, region: choice.region }, cutoff);
}

/** Sets for how long it is kept; what is older goes from the moment it is saved. */
export async function setRetention(
  ctx: RequestContext,
  input: SetActivityRetentionInput,
): Promise<ActivityRetention[]> {
  await transaction(ctx, async (inner) => {
    await requireRetention(inner, 'setActivityRetention');
    return once(inner, 'setActivityRetention', input, async () => {
      const { organizationId } = inner.viewer;
      const { region, keepDays } = checkChoice(input.retention);
      await saveRetention(inner.db, { organizationId, region }, keepDays);
      await audit(inner, {
        action: 'setActivityRetention',
        targetId: organizationId,
        details: { region: region === '' ? null : region, keepDays },
      });
      if (keepDays !== null) await openRun(inner.db, { organizationId, region }, new Date());
      await later(inner, FORGETTING, {});
      return { id: organizationId };
    });
  });
  return listRetentions(ctx);
}

/** One step of a run in one transaction, which holds the run: of several who try, one goes on and the others look again. */
const step = (ctx: RequestContext, of: OpenRun, batch: number): Promise<void> =>
  transaction(ctx, async (inner) => {
    const run = await lockedRun(inner.db, of);
    if (!run) return;
    const removed = await removeOldest(inner.db, run, cutoffOf(run.keepDays, run.dueAt), batch);
    const isEnd = removed < batch;
    await advanceRun(inner.db, run, { removed, isEnd });
    const removedCount = run.removedCount + removed;
    if (!isEnd || removedCount === 0) return;
    await audit(inner, {
      action: 'activityRetention',
      targetId: run.organizationId,
      organizationId: run.organizationId,
      details: {
        region: run.region === '' ? null : run.region,
        removedCount,
        dueAt: run.dueAt.toISOString(),
      },
    });
  });

/**
 * Forgets what was done longer ago than was chosen, or than is usual where nothing was: a run for each choice and day,
 * and one when it is made. Each step is a transaction that notes how far it got, so that a run that broke off goes on
 * where it was, whoever takes it up.
 * @returns how many steps it took
 */
export async function forgetOldActivity(
  ctx: RequestContext,
  now = new Date(),
  { batch = BATCH, atMost = Infinity } = {},
): Promise<number> {
  await openRuns(ctx.db, dueOn(now));
  let steps = 0;
  for (let run = await firstOpenRun(ctx.db); run && steps < atMost; run = await firstOpenRun(ctx.db)) {
    await step(ctx, run, batch);
    steps += 1;
  }
  while ((await removeUnspoken(ctx.db, USUAL_DAYS, BATCH)) === BATCH) continue;
  return steps;
}
