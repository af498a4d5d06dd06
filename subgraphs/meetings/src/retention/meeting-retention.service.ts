import { type RequestContext, audit, forbidden, hasPermission, later, once, transaction } from '@parley/kit';
import type { MeetingRetention } from './meeting-retention.js';
import type { SetMeetingRetentionInput } from './meeting-retention.inputs.js';
import { USUAL_DAYS, checkDays } from './meeting-retention.rules.js';
import { KINDS, daysOf, removeOld, saveDays } from './meeting-retention.store.js';

/** The name of the job. */
export const FORGETTING = 'forget-meetings';

/** How many rows go in one statement. */
const BATCH = 5_000;

/** @throws FORBIDDEN, and writes the refusal down, for those who do not manage retention */
async function requireRetention(ctx: RequestContext, action: string): Promise<void> {
  const { viewer } = ctx;
  if (hasPermission(viewer, 'MANAGE_RETENTION')) return;
  await audit(ctx, { action, targetId: viewer.organizationId, refused: true });
  throw forbidden('Only people who manage retention may do this');
}

/** For how long the viewer's organisation keeps what stays of meetings. */
export async function readRetention(ctx: RequestContext): Promise<MeetingRetention> {
  await requireRetention(ctx, 'meetingRetention');
  const keepDays = await daysOf(ctx.db, ctx.viewer.organizationId);
  return { keepDays: keepDays ?? USUAL_DAYS, isDefault: keepDays === null };
}

/** Sets for how long it is kept; what is older goes from the moment it is saved. */
export async function setRetention(
  ctx: RequestContext,
  input: SetMeetingRetentionInput,
): Promise<MeetingRetention> {
  const { keepDays = null } = input;
  checkDays(keepDays);
  await transaction(ctx, async (inner) => {
    await requireRetention(inner, 'setMeetingRetention');
    const { organizationId } = inner.viewer;
    return once(inner, 'setMeetingRetention', input, async () => {
      await saveDays(inner.db, organizationId, keepDays);
      await audit(inner, { action: 'setMeetingRetention', targetId: organizationId, details: { keepDays } });
      await later(inner, FORGETTING, {});
      return { id: organizationId };
    });
  });
  return readRetention(ctx);
}

/** Forgets what is older than each organisation keeps it, a batch at a time; a run that broke off is gone on with. */
export async function forgetOld(ctx: RequestContext, now = new Date(), batch = BATCH): Promise<void> {
  const bounds = { now, usualDays: USUAL_DAYS, limit: batch };
  for (const kind of KINDS) {
    while ((await removeOld(ctx.db, kind, bounds)) === batch) continue;
  }
}
