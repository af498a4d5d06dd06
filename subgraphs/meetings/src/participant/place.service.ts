import { type RequestContext, anyViewer, load } from '@parley/kit';
import {
  type PlaceColumns,
  insertPlace,
  leaveMeeting,
  participantsAt,
  placesById,
  presentIn,
  sharerIn,
  updatePlaces,
} from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';

const keyOf = (meetingId: string, personId: string): string => JSON.stringify([meetingId, personId]);

/** Batch: people in meetings, of however many people ask in the same turn. */
const findPlaces = anyViewer(
  async (ctx: RequestContext, keys: readonly string[]): Promise<Map<string, ParticipantRow>> => {
    const places = keys.map((key) => JSON.parse(key) as [string, string]);
    const rows = await participantsAt(ctx.db, places);
    return new Map(rows.map((row) => [keyOf(row.meetingId, row.personId), row]));
  },
);

/** Somebody in a meeting; null where they never came. */
export const placeOf = async (
  ctx: RequestContext,
  personId: string,
  meetingId: string,
): Promise<ParticipantRow | null> => (await load(ctx, findPlaces, keyOf(meetingId, personId))) ?? null;

/** The same as it is at this moment of a transaction, whatever was read before. */
export const placeNow = async (
  ctx: RequestContext,
  personId: string,
  meetingId: string,
): Promise<ParticipantRow | null> => (await participantsAt(ctx.db, [[meetingId, personId]]))[0] ?? null;

/** These people in rooms as they are at this moment of a transaction, in no order. */
export const placesNow = (ctx: RequestContext, ids: readonly string[]): Promise<ParticipantRow[]> =>
  placesById(ctx.db, ids);

/** Those who are in a meeting or wait, the first to come first. */
export const presentNow = (ctx: RequestContext, meetingId: string): Promise<ParticipantRow[]> =>
  presentIn(ctx.db, meetingId);

/** Whose screen is shared in a meeting: that of the one who is named, or of whoever came first; null where it is not. */
export const sharerNow = (
  ctx: RequestContext,
  meetingId: string,
  participantId: string | null,
): Promise<string | null> => sharerIn(ctx.db, meetingId, participantId);

/** Somebody comes to a room for the first time. */
export const addPlace = (
  ctx: RequestContext,
  born: Parameters<typeof insertPlace>[1],
): Promise<ParticipantRow> => insertPlace(ctx.db, born);

/** Changes what is named of somebody in a room. */
export async function changePlace(
  ctx: RequestContext,
  { id }: Pick<ParticipantRow, 'id'>,
  change: Partial<PlaceColumns>,
): Promise<ParticipantRow> {
  const [row] = await updatePlaces(ctx.db, [id], change);
  if (!row) throw new TypeError('Nobody takes a place away that is held');
  return row;
}

/** Everybody who is in a meeting or waits leaves it. */
export const emptyRoom = (ctx: RequestContext, meetingId: string): Promise<void> =>
  leaveMeeting(ctx.db, meetingId);
