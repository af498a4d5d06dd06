import { boundsOf, byKey, byTime, columnOf, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ParticipantState } from './participant-state.js';
import type { ParticipantRow } from './participant.table.js';

const COLUMNS = `p.id, p.meeting_id, p.person_id, p.display_name, p.role, p.stood_in_from, p.state,
  p.hand_raised_at, p.held_mute, p.banned, p.admitted, p.device, p.microphone, p.camera, p.screen,
  p.joined_at, p.left_at, p.seat, p.seen_at, p.missed_since, p.score, p.round_trip_ms, p.jitter_ms, p.loss_ratio,
  p.bitrate_kbps, p.measured_at`;

/** Who comes in, or goes on from another device. */
export interface Coming {
  readonly id: string;
  readonly meetingId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly device: string;
  readonly camera: boolean;
}

/** What can be said of somebody who comes to a room, and changed later. */
export type PlaceColumns = Pick<
  ParticipantRow,
  | 'role'
  | 'stoodInFrom'
  | 'state'
  | 'handRaisedAt'
  | 'heldMute'
  | 'banned'
  | 'admitted'
  | 'device'
  | 'displayName'
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'joinedAt'
  | 'leftAt'
  | 'seat'
  | 'seenAt'
  | 'missedSince'
>;

type Born = Pick<
  ParticipantRow,
  'id' | 'meetingId' | 'personId' | 'displayName' | 'role' | 'state' | 'device'
> &
  Pick<ParticipantRow, 'microphone' | 'camera' | 'admitted'>;

/** Somebody comes to a room for the first time. */
export async function insertPlace(db: EntityManager, born: Born): Promise<ParticipantRow> {
  const columns = Object.keys(born).map(columnOf).join(', ');
  const places = Object.keys(born).map((_, n) => `$${String(n + 1)}`);
  const [row] = await select<ParticipantRow>(
    db,
    `insert into participant as p (${columns}) values (${places.join(', ')}) returning ${COLUMNS}`,
    Object.values(born),
  );
  return row as ParticipantRow;
}

/** Changes what is named of these people in rooms, and nothing else. */
export function updatePlaces(
  db: EntityManager,
  ids: readonly string[],
  change: Partial<PlaceColumns>,
): Promise<ParticipantRow[]> {
  const named = Object.entries<unknown>(change).filter(([, value]) => value !== undefined);
  const assigned = named.map(([property], n) => `${columnOf(property)} = $${String(n + 2)}`).join(', ');
  return select<ParticipantRow>(
    db,
    `update participant p set ${assigned} where p.id = any($1) returning ${COLUMNS}`,
    [ids, ...named.map(([, value]) => value)],
  );
}

/** People in meetings: pairs of a meeting's id and a person's. */
export function participantsAt(
  db: EntityManager,
  pairs: readonly (readonly [string, string])[],
): Promise<ParticipantRow[]> {
  return select<ParticipantRow>(
    db,
    `select ${COLUMNS} from unnest($1::text[], $2::text[]) as at (meeting_id, person_id)
     join participant p on p.meeting_id = at.meeting_id and p.person_id = at.person_id`,
    [pairs.map(([meetingId]) => meetingId), pairs.map(([, personId]) => personId)],
  );
}

/** These, in no order; as they are at this moment of a transaction. */
export function placesById(db: EntityManager, ids: readonly string[]): Promise<ParticipantRow[]> {
  return select<ParticipantRow>(db, `select ${COLUMNS} from participant p where p.id = any($1)`, [ids]);
}

/** Those who are in a meeting or wait, the first to come first. */
export function presentIn(db: EntityManager, meetingId: string): Promise<ParticipantRow[]> {
  return select<ParticipantRow>(
    db,
    `select ${COLUMNS} from participant p
     where p.meeting_id = $1 and p.state in ('WAITING', 'JOINED', 'RECONNECTING') order by p.joined_at, p.id`,
    [meetingId],
  );
}

/** Who of a meeting shares a screen: the one who is named, or else the first who came; nobody where they do not. */
export async function sharerIn(
  db: EntityManager,
  meetingId: string,
  participantId: string | null,
): Promise<string | null> {
  const [found] = await select<{ readonly id: string }>(
    db,
    `select p.id from participant p
     where p.meeting_id = $1 and p.screen and p.state in ('JOINED', 'RECONNECTING') and p.id = coalesce($2, p.id)
     order by p.joined_at, p.id limit 1`,
    [meetingId, participantId],
  );
  return found?.id ?? null;
}

/** How many are in each of these meetings now. */
export async function countsIn(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, { readonly meetingId: string; readonly count: number }>> {
  const rows = await select<{ meetingId: string; count: number }>(
    db,
    `select p.meeting_id, count(*)::int as count from participant p
     where p.meeting_id = any($1) and p.state in ('JOINED', 'RECONNECTING') group by p.meeting_id`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** Takes somebody into a call: as a new participant, or as the one they are already, from this device on. */
export async function seatParticipant(db: EntityManager, coming: Coming): Promise<ParticipantRow> {
  const [row] = await select<ParticipantRow>(
    db,
    `insert into participant as p (id, meeting_id, person_id, display_name, state, device, microphone, camera)
     values ($1, $2, $3, $4, 'JOINED', $5, true, $6)
     on conflict (meeting_id, person_id) do update set state = 'JOINED', device = excluded.device,
       microphone = true, camera = excluded.camera, screen = false, left_at = null, seat = p.seat + 1,
       seen_at = clock_timestamp(), missed_since = null
     returning ${COLUMNS}`,
    [coming.id, coming.meetingId, coming.personId, coming.displayName, coming.device, coming.camera],
  );
  return row as ParticipantRow;
}

export async function participantsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ParticipantRow>> {
  const statement = `select ${COLUMNS} from participant p where p.id = any($1)`;
  return byKey(await select<ParticipantRow>(db, statement, [ids]), 'id');
}

/** Everybody in a meeting, held until the transaction ends. */
export function lockParticipants(db: EntityManager, meetingId: string): Promise<ParticipantRow[]> {
  const statement = `select ${COLUMNS} from participant p where p.meeting_id = $1 order by p.id for update`;
  return select<ParticipantRow>(db, statement, [meetingId]);
}

/** As exact as cursors are: whoever came within one millisecond stands in the order of ids. */
const JOINED = "date_trunc('milliseconds', p.joined_at)";

/** Who of a meeting is listed. */
export interface ParticipantSelection {
  /** Only in these states; null for all. */
  readonly states: readonly ParticipantState[] | null;
  /** Only that person; null for everybody. */
  readonly onlyPersonId: string | null;
}

/** A page of those who are or were in a meeting, the first to come first, one more than the limit where there is one. */
export function participantPage(
  db: EntityManager,
  meetingId: string,
  { states, onlyPersonId }: ParticipantSelection,
  page: PageRequest,
): Promise<ParticipantRow[]> {
  return select<ParticipantRow>(
    db,
    `select ${COLUMNS} from participant p
     where p.meeting_id = $1 and ($2::text[] is null or p.state = any($2)) and ($3::text is null or p.person_id = $3)
       and ${byTime({ at: JOINED, id: 'p.id', first: 'soonest' }, page, 4)}`,
    [meetingId, states, onlyPersonId, ...boundsOf(page), page.limit + 1],
  );
}

/** What somebody switches; what is not named stays. */
export interface Switched {
  readonly microphone: boolean | null;
  readonly camera: boolean | null;
  readonly screen: boolean | null;
}

/** Switches what somebody sends; nothing comes back where they have left. */
export function switchMedia(
  db: EntityManager,
  id: string,
  { microphone, camera, screen }: Switched,
): Promise<ParticipantRow | undefined> {
  return selectOne<ParticipantRow>(
    db,
    `update participant p set microphone = coalesce($2, p.microphone), camera = coalesce($3, p.camera),
       screen = coalesce($4, p.screen), held_mute = p.held_mute and not coalesce($2, false)
     where p.id = $1 and p.state in ('JOINED', 'RECONNECTING') returning ${COLUMNS}`,
    [id, microphone, camera, screen],
  );
}

/** Everybody who is still in a meeting, or waits, leaves it. */
export async function leaveMeeting(db: EntityManager, meetingId: string): Promise<void> {
  await db.query(
    `update participant set state = 'LEFT', left_at = clock_timestamp(), missed_since = null
     where meeting_id = $1 and state in ('WAITING', 'JOINED', 'RECONNECTING')`,
    [meetingId],
  );
}

/** Notes that somebody's device gives no sign of life. */
export async function missParticipant(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `update participant set state = 'RECONNECTING', missed_since = clock_timestamp()
     where id = $1 and state = 'JOINED'`,
    [id],
  );
}

/** What a device measured. */
export interface Measured {
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly lossRatio: number;
  readonly bitrateKbps: number;
}

/**
 * Notes what somebody's device measured and the score that makes, which is a sign of life too, and keeps it as a part of how the call went.
 * @returns whether they were missed until now; null where they have left
 */
export async function noteMeasured(
  db: EntityManager,
  id: string,
  at: Measured,
  score: number,
): Promise<boolean | null> {
  const row = await selectOne<{ wasMissed: boolean }>(
    db,
    `with before as (select id, missed_since from participant where id = $1 for update),
       now as (
         update participant p set seen_at = clock_timestamp(), missed_since = null, state = 'JOINED', score = $2,
           round_trip_ms = $3, jitter_ms = $4, loss_ratio = $5, bitrate_kbps = $6, measured_at = clock_timestamp()
         from before b where p.id = b.id and p.state in ('JOINED', 'RECONNECTING')
         returning p.id, p.measured_at, b.missed_since is not null as was_missed),
       kept as (
         insert into quality_sample (participant_id, at, score, round_trip_ms, jitter_ms, loss_ratio, bitrate_kbps)
         select id, measured_at, $2, $3, $4, $5, $6 from now on conflict do nothing)
     select was_missed from now`,
    [id, score, at.roundTripMs, at.jitterMs, at.lossRatio, at.bitrateKbps],
  );
  return row?.wasMissed ?? null;
}
