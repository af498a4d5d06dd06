import { transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import { changeRoom } from '../meeting/room-life.service.js';
import { tellMeeting } from '../meeting/room-news.service.js';
import { loseServer } from './routed.store.js';

/**
 * A media server is gone with all that was there: whoever is in a room of it is told that it failed. Each process finds
 * out by itself, and the first one tells.
 */
export async function serverLost(ctx: MeetingsContext, server: string): Promise<void> {
  const meetingIds = await transaction(ctx, (inner) => loseServer(inner.db, server));
  await Promise.all(meetingIds.map((id) => fail(ctx, id)));
}

const fail = (ctx: MeetingsContext, meetingId: string): Promise<void> =>
  transaction(ctx, async (inner) => {
    const meeting = await holdingRoom(inner, meetingId);
    if (!meeting?.startedAt || meeting.finishedAt || meeting.emptySince || meeting.failedAt) return;
    await changeRoom(inner, meeting, { failedAt: new Date() });
    await tellMeeting(inner, meetingId);
  });
