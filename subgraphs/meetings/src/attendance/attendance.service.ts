import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  load,
  pageRequest,
  toPage,
} from '@parley/kit';
import { recordsFor } from './record.access.js';
import {
  type AttendanceRow,
  type StayRow,
  attendancePage,
  nextAttendances,
  noteSpeech,
  staysOf,
} from './attendance.store.js';

export type { AttendanceRow } from './attendance.store.js';

/** As many comings and goings of one person as are told, the last ones. */
const STAYS_AT_MOST = 100;

const findStays = batchOf((db, participantIds: readonly string[]) =>
  staysOf(db, participantIds, STAYS_AT_MOST),
);

const keyOf = ({ atKey, participantId }: AttendanceRow): readonly string[] => [atKey, participantId];

/** A page of who was in a meeting, for its hosts; null for everybody else. */
export async function listAttendance(
  ctx: RequestContext,
  meetingId: string,
  args: PageArgs,
): Promise<Page<AttendanceRow> | null> {
  const request = pageRequest(args);
  if (!(await recordsFor(ctx, meetingId, 'CHANGE'))) return null;
  return toPage(await attendancePage(ctx.db, meetingId, request), request, keyOf);
}

/** The next of those who were there, for whoever may know of all of them. */
export const nextAttendance = (
  ctx: RequestContext,
  meetingId: string,
  after: AttendanceRow | null,
  limit: number,
): Promise<AttendanceRow[]> => nextAttendances(ctx.db, meetingId, after, limit);

/** When somebody came and left, in order. */
export const staysIn = async (ctx: RequestContext, participantId: string): Promise<readonly StayRow[]> =>
  (await load(ctx, findStays, participantId)) ?? [];

/**
 * Somebody in a room begins to speak, or falls silent, as the media server hears it.
 * @returns whether it was another way before
 */
export const heardSpeaking = (
  ctx: RequestContext,
  participantId: string,
  isSpeaking: boolean,
): Promise<boolean> => noteSpeech(ctx.db, participantId, isSpeaking);
