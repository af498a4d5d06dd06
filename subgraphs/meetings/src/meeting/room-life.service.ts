import { later } from '@parley/kit';
import { endSession, sessionNow } from '../breakout/breakout-session.service.js';
import type { MeetingsContext } from '../context.js';
import { emptyRoom, presentNow } from '../participant/place.service.js';
import { tellLink } from './link-told.service.js';
import { type GrownColumns, type RoomColumns, updateRoom } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';
import { holdingRoom } from './meeting.access.js';
import { tellMeeting, tellWaiting } from './room-news.service.js';
import { isIn } from './room.rules.js';

/** The job that looks whether those who are in a room are still there. */
export const WATCH_ROOM = 'watch-room';
/** How often it looks. */
export const WATCH_SECONDS = 5;

/** Asks to look after a room a little later, for as long as that watch lasts. */
export const watchOn = (ctx: MeetingsContext, { id, watchedSince }: MeetingRow): Promise<void> =>
  later(
    ctx,
    WATCH_ROOM,
    { meetingId: id, since: watchedSince?.getTime() ?? 0 },
    { after: new Date(Date.now() + WATCH_SECONDS * 1_000) },
  );

/** Changes a room that is held by this transaction, without that being an edit. */
export const changeRoom = (
  ctx: MeetingsContext,
  { id }: Pick<MeetingRow, 'id'>,
  change: Partial<RoomColumns & GrownColumns>,
): Promise<MeetingRow> => updateRoom(ctx.db, id, change);

/** Somebody has to be looked after in a room from now on. */
export async function watch(ctx: MeetingsContext, meeting: MeetingRow): Promise<MeetingRow> {
  if (meeting.watchedSince) return meeting;
  const watched = await changeRoom(ctx, meeting, { watchedSince: new Date() });
  await watchOn(ctx, watched);
  return watched;
}

/** Somebody is in a room, so it runs. */
export async function openRoom(ctx: MeetingsContext, meeting: MeetingRow): Promise<MeetingRow> {
  if (meeting.startedAt && !meeting.emptySince && !meeting.failedAt) return meeting;
  // What broke or was empty begins anew: with the media server that is there now.
  const opened = await changeRoom(ctx, meeting, {
    ...{ startedAt: meeting.startedAt ?? new Date(), emptySince: null, failedAt: null },
    mode: ctx.calls.media?.mode() ?? 'UNAVAILABLE',
  });
  await tellMeeting(ctx, meeting.id);
  return opened;
}

/** Ends the breakout rooms of a meeting that is held, where any are open. */
export async function closeBreakoutRooms(ctx: MeetingsContext, { id }: MeetingRow): Promise<void> {
  for (const roomId of await endSession(ctx, id)) {
    const room = await holdingRoom(ctx, roomId);
    if (room && !room.finishedAt) await closeRoom(ctx, room);
  }
}

/** Ends a room that is held by this transaction for everybody in it. */
export async function closeRoom(ctx: MeetingsContext, meeting: MeetingRow): Promise<MeetingRow> {
  await closeBreakoutRooms(ctx, meeting);
  const present = await presentNow(ctx, meeting.id);
  await emptyRoom(ctx, meeting.id);
  const closed = await changeRoom(ctx, meeting, {
    ...{ finishedAt: new Date(), emptySince: null, spotlightId: null, watchedSince: null },
  });
  await ctx.calls.media?.closed(ctx, meeting.id);
  if (meeting.linkHash !== null) await tellLink(ctx, closed);
  await tellMeeting(ctx, meeting.id, true);
  for (const each of present.filter(({ state }) => state === 'WAITING')) await tellWaiting(ctx, each);
  return closed;
}

/** Rooms that stay when everybody has gone; a breakout room does until all of them are closed. */
const isLasting = ({ kind, endsAt }: MeetingRow, now: Date): boolean =>
  kind === 'PERMANENT' || kind === 'BREAKOUT' || (endsAt !== null && now < endsAt);

/**
 * The last one has gone out of a room: one that stays is idle from now on, a planned one whose time has passed is over,
 * and every other is over unless somebody comes back soon.
 */
async function restRoom(ctx: MeetingsContext, meeting: MeetingRow): Promise<void> {
  const now = new Date();
  if (meeting.endsAt && meeting.endsAt <= now && meeting.kind !== 'PERMANENT') {
    await closeRoom(ctx, meeting);
    return;
  }
  const rest = isLasting(meeting, now) ? { startedAt: null } : { emptySince: now };
  await changeRoom(ctx, meeting, { ...rest, spotlightId: null });
  await ctx.calls.media?.closed(ctx, meeting.id);
  await tellMeeting(ctx, meeting.id);
}

/** Looks whether anybody is still in a room that somebody has just gone out of. */
export async function restIfEmpty(ctx: MeetingsContext, meeting: MeetingRow): Promise<void> {
  if (!meeting.startedAt || meeting.finishedAt || meeting.emptySince) return;
  // Those who are in its breakout rooms come back.
  if (await sessionNow(ctx, meeting.id)) return;
  const present = await presentNow(ctx, meeting.id);
  if (!present.some(({ state }) => isIn(state))) await restRoom(ctx, meeting);
}
