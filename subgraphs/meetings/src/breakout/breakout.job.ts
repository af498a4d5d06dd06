import { type Job, job, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import { CLOSE_BREAKOUTS, bringBack } from './breakout.service.js';
import { sessionNow } from './breakout-session.service.js';

interface Closing {
  readonly meetingId?: unknown;
  readonly since?: unknown;
}

/** Closes breakout rooms when their time is over: those that were meant, and not others that were opened since. */
export const closingBreakouts: Job = job(CLOSE_BREAKOUTS, { atOnce: 10 }, (ctx, data) =>
  transaction(ctx as MeetingsContext, async (inner) => {
    const { meetingId, since }: Closing = data;
    const parent = await holdingRoom(inner, String(meetingId));
    if (!parent) return;
    const session = await sessionNow(inner, parent.id);
    const isMeant = session?.openedAt.getTime() === since;
    if (isMeant && session?.closesAt && session.closesAt <= new Date()) await bringBack(inner, parent);
  }),
);
