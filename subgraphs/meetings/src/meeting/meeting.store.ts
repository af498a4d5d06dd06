import { byKey, columnOf, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MeetingRow } from './meeting.table.js';

const COLUMNS = `m.id, m.organization_id, m.kind, m.mode, m.title, m.version, m.created_by_id, m.channel_id,
  m.parent_id, m.takes_place_at, m.starts_at, m.ends_at, m.started_at, m.counted_from, m.finished_at,
  m.empty_since, m.failed_at, m.watched_since, m.spotlight_id, m.lobby, m.locked, m.guests, m.participants_may,
  m.layout, m.muted_on_entry, m.captions, m.encryption, m.link_epoch, m.link_hash,
  coalesce((select h.seq from log_head h where h.stream = 'meeting:' || m.id), 0)::int as live_seq`;

/** The columns of a meeting `m`, for lists of it elsewhere in this folder. */
export const MEETING = COLUMNS;

/** Makes the room of a call. */
export async function insertCallRoom(
  db: EntityManager,
  room: Pick<MeetingRow, 'id' | 'organizationId' | 'createdById'>,
): Promise<void> {
  await db.query(
    `insert into meeting (id, organization_id, kind, mode, created_by_id) values ($1, $2, 'CALL', 'PEER', $3)`,
    [room.id, room.organizationId, room.createdById],
  );
}

/** What can be said of a room when it is made, and changed later. */
export type RoomColumns = Pick<
  MeetingRow,
  | 'mode'
  | 'title'
  | 'startsAt'
  | 'endsAt'
  | 'takesPlaceAt'
  | 'startedAt'
  | 'finishedAt'
  | 'emptySince'
  | 'failedAt'
  | 'watchedSince'
  | 'spotlightId'
  | 'lobby'
  | 'locked'
  | 'guests'
  | 'participantsMay'
  | 'layout'
  | 'mutedOnEntry'
  | 'captions'
  | 'linkEpoch'
  | 'linkHash'
>;

/** What else of a call's room changes once more than two talk in it. */
export type GrownColumns = Pick<MeetingRow, 'kind' | 'createdById' | 'encryption'>;

type Born = Pick<MeetingRow, 'id' | 'organizationId' | 'kind' | 'createdById' | 'channelId' | 'encryption'>;

/** Makes a room; a breakout room with the meeting that it belongs to. */
export async function insertRoom(
  db: EntityManager,
  room: Born & Partial<Pick<MeetingRow, 'parentId'>> & Partial<RoomColumns>,
): Promise<void> {
  const named = Object.entries<unknown>(room).filter(([, value]) => value !== undefined);
  const columns = named.map(([property]) => columnOf(property)).join(', ');
  const places = named.map((_, n) => `$${String(n + 1)}`).join(', ');
  await db.query(
    `insert into meeting (${columns}) values (${places})`,
    named.map(([, value]) => value),
  );
}

/** Changes what is named of a room, and nothing else; an edit by a person makes a version of its own. */
export async function updateRoom(
  db: EntityManager,
  id: string,
  change: Partial<RoomColumns & GrownColumns>,
  { isEdit }: { readonly isEdit: boolean } = { isEdit: false },
): Promise<MeetingRow> {
  const named = Object.entries<unknown>(change).filter(([, value]) => value !== undefined);
  const assigned = named.map(([property], n) => `${columnOf(property)} = $${String(n + 3)}`);
  const row = await selectOne<MeetingRow>(
    db,
    `update meeting m set ${['version = m.version + $2', ...assigned].join(', ')} where m.id = $1 returning ${COLUMNS}`,
    [id, isEdit ? 1 : 0, ...named.map(([, value]) => value)],
  );
  return row as MeetingRow;
}

export async function meetingsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MeetingRow>> {
  const statement = `select ${COLUMNS} from meeting m where m.id = any($1)`;
  return byKey(await select<MeetingRow>(db, statement, [ids]), 'id');
}

/** A meeting, held until the transaction ends: of two who change it or who is in it, the second sees what the first did. */
export function lockMeeting(db: EntityManager, id: string): Promise<MeetingRow | undefined> {
  return selectOne<MeetingRow>(db, `select ${COLUMNS} from meeting m where m.id = $1 for update of m`, [id]);
}

/** Notes that people talk in a meeting now; says nothing new of one that runs. */
export async function beginMeeting(db: EntityManager, id: string): Promise<void> {
  const statement = 'update meeting set started_at = clock_timestamp() where id = $1 and started_at is null';
  await db.query(statement, [id]);
}

/** Notes that a meeting is over. */
export async function finishMeeting(db: EntityManager, id: string): Promise<void> {
  const statement =
    'update meeting set finished_at = clock_timestamp() where id = $1 and finished_at is null';
  await db.query(statement, [id]);
}

/** What binds somebody to a meeting, whatever they may do in it. */
export interface Bond {
  readonly meetingId: string;
  readonly personId: string;
  /** Whether they are one of the two of its call. */
  readonly isOfCall: boolean;
  /** Whether they are in the channel that it belongs to. */
  readonly isInChannel: boolean;
}

/** What binds people to meetings: pairs of a meeting's id and a person's. */
export function bondsOf(db: EntityManager, pairs: readonly (readonly [string, string])[]): Promise<Bond[]> {
  return select<Bond>(
    db,
    `select m.id as meeting_id, p.person_id,
       m.kind = 'CALL' and exists (select from call c where c.meeting_id = m.id and c.adds_to_id is null
         and p.person_id in (c.caller_id, c.callee_id)) as is_of_call,
       exists (select from channel_member c where c.channel_id = m.channel_id and c.person_id = p.person_id)
         as is_in_channel
     from unnest($1::text[], $2::text[]) as p (meeting_id, person_id) join meeting m on m.id = p.meeting_id`,
    [pairs.map(([meetingId]) => meetingId), pairs.map(([, personId]) => personId)],
  );
}

/** Whether somebody is in a channel. */
export async function isInChannel(db: EntityManager, personId: string, channelId: string): Promise<boolean> {
  const row = await selectOne(
    db,
    'select 1 as found from channel_member where channel_id = $1 and person_id = $2',
    [channelId, personId],
  );
  return row !== undefined;
}

/** Meetings of a channel that are not over, at most that many, the latest first. */
export async function openInChannel(db: EntityManager, channelId: string, atMost: number): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select m.id from meeting m where m.channel_id = $1 and m.finished_at is null
     order by m.takes_place_at desc, m.id desc limit $2`,
    [channelId, atMost],
  );
  return rows.map(({ id }) => id);
}
