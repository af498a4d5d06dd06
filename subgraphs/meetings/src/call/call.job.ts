import { type Job, type RequestContext, job, later, transaction } from '@parley/kit';
import { holdParticipants, miss } from '../participant/presence.service.js';
import { isOngoing } from './call.rules.js';
import { GIVE_UP_RINGING, WATCH_CALL, WATCH_SECONDS, takeStep } from './call.service.js';
import { lockCall } from './call.store.js';
import { isLost, isMissed } from './call-watch.rules.js';
import { tellCall } from './call-news.service.js';
import type { CallRow } from './call.table.js';

const idIn = (data: object): string => String((data as { callId?: unknown }).callId);

/** Ends the ringing of a call that nobody answered: once, for who comes second finds it ended. */
export const givingUpRinging: Job = job(GIVE_UP_RINGING, { atOnce: 20 }, (ctx, data) =>
  transaction(ctx, async (inner) => {
    const call = await lockCall(inner.db, idIn(data));
    if (call?.state === 'RINGING') await takeStep(inner, call, 'GIVE_UP_RINGING');
  }),
);

/**
 * Looks after the two of a call: whose device gives no sign of life is shown as reconnecting, and who stays away is
 * lost, which ends the call.
 */
async function lookAfter(ctx: RequestContext, call: CallRow): Promise<void> {
  const present = await holdParticipants(ctx, call.meetingId);
  const now = new Date();
  const someoneIsLost = [call.callerId, call.calleeId].some((personId) =>
    isLost(
      present.find((each) => each.personId === personId) ?? null,
      call.answeredAt ?? call.startedAt,
      now,
    ),
  );
  if (someoneIsLost) {
    await takeStep(ctx, call, 'LOSE', { endedBecause: 'LOST', heldById: null });
    return;
  }
  const missed = present.filter((each) => isMissed(each, now));
  for (const { id } of missed) await miss(ctx, id);
  if (missed.length > 0) await tellCall(ctx, call);
  await later(
    ctx,
    WATCH_CALL,
    { callId: call.id },
    { after: new Date(now.getTime() + WATCH_SECONDS * 1_000) },
  );
}

/** Looks after a call for as long as it runs. */
export const watchingCalls: Job = job(WATCH_CALL, { atOnce: 20 }, (ctx, data) =>
  transaction(ctx, async (inner) => {
    const call = await lockCall(inner.db, idIn(data));
    if (call && isOngoing(call.state)) await lookAfter(inner, call);
  }),
);
