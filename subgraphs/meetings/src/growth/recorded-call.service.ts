import { notFound } from '@parley/kit';
import { callOf, holdingAny } from '../call/call.access.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import { becomeRoom } from './become-room.service.js';
import { growsToRecord, standingOf } from './growth.rules.js';

/**
 * Makes a call of two a room, whose media a server can write; one that has grown meanwhile stays as it is. The call and
 * its room are held from then on. Whoever asks is let into it already.
 * @throws CONFLICT where the two do not talk, UNAVAILABLE where there is no media server
 */
export async function growToRecord(ctx: MeetingsContext, meetingId: string): Promise<void> {
  const known = await callOf(ctx, meetingId);
  const call = known && (await holdingAny(ctx, known));
  const room = call && (await holdingRoom(ctx, meetingId));
  if (!call || !room) throw notFound('Meeting');
  const grows = growsToRecord(call.state, standingOf(room), call.consultsAboutId !== null);
  if (grows) await becomeRoom(ctx, call, room);
}
