import { type RequestContext, batchOf, load, loadMany } from '@parley/kit';
import { findMeetings, peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { sessionOf } from './breakout-session.service.js';
import { breakoutsById, breakoutsIn, destinationsOf, placesIn } from './breakout.store.js';

/** Whether the viewer sees the breakout rooms of a meeting: hosts always, the others once they are open. */
async function seesBreakouts(ctx: RequestContext, meetingId: string): Promise<boolean> {
  const standing = await peekStanding(ctx, meetingId);
  if (!standing || !mayInMeeting(ctx.viewer, standing, 'READ')) return false;
  return mayInMeeting(ctx.viewer, standing, 'BREAK_OUT') || (await sessionOf(ctx, meetingId)) !== null;
}

/** The breakout rooms of a meeting that are planned or open. */
export async function listBreakouts(ctx: RequestContext, meetingId: string): Promise<MeetingRow[]> {
  if (!(await seesBreakouts(ctx, meetingId))) return [];
  const rooms = await breakoutsIn(ctx.db, meetingId);
  return loadMany(
    ctx,
    findMeetings,
    rooms.map((room) => room.meetingId),
  );
}

const findPlaces = batchOf(placesIn);

/** Who is to go into a breakout room, as those see it who see the room. */
export async function assignedTo(
  ctx: RequestContext,
  { id, parentId }: MeetingRow,
): Promise<readonly string[]> {
  if (parentId === null || !(await seesBreakouts(ctx, parentId))) return [];
  return (await load(ctx, findPlaces, id))?.personIds ?? [];
}

const findBreakouts = batchOf(breakoutsById);

/** Since when those in a breakout room wait for a host. */
export const helpWantedAt = async (ctx: RequestContext, id: string): Promise<Date | null> =>
  (await load(ctx, findBreakouts, id))?.helpWantedAt ?? null;

const findDestinations = (ctx: RequestContext, parentIds: readonly string[]) =>
  destinationsOf(ctx.db, ctx.viewer.id, parentIds);

/** Where the viewer is to go from a meeting while its breakout rooms are open. */
export async function viewerBreakout(ctx: RequestContext, meetingId: string): Promise<MeetingRow | null> {
  const place = await load(ctx, findDestinations, meetingId);
  return place ? ((await load(ctx, findMeetings, place.meetingId)) ?? null) : null;
}
