import { conflict } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom, meetingInside } from '../meeting/meeting.access.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { isIn } from '../meeting/room.rules.js';
import type { Switched } from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';
import { placesNow } from './place.service.js';
import { switchTo } from './presence.service.js';
import { checkSwitch } from './switch.rules.js';

/**
 * Somebody in a room switches what they send, inside a transaction. The room is held, so that nobody speaks whom a host
 * mutes at this moment. In calls the two are equals: nobody holds anything for them.
 * @returns them, and whether they are in the room of a call
 */
export async function switchOwn(
  ctx: MeetingsContext,
  { id, meetingId }: ParticipantRow,
  wanted: Switched,
): Promise<{ readonly switched: ParticipantRow; readonly isOfCall: boolean }> {
  const { kind } = await meetingInside(ctx, meetingId);
  if (kind === 'CALL') return { switched: await switchTo(ctx, id, wanted), isOfCall: true };
  const meeting = await holdingRoom(ctx, meetingId);
  const [own] = await placesNow(ctx, [id]);
  if (!meeting || !own || !isIn(own.state)) throw conflict('You are not in this meeting any more');
  checkSwitch(meeting, own, wanted);
  const switched = await switchTo(ctx, id, wanted);
  await tellParticipant(ctx, switched);
  return { switched, isOfCall: false };
}
