import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MeetingRow } from './meeting.table.js';

const COLUMNS = 'm.id, m.organization_id, m.kind, m.mode, m.created_by_id, m.started_at, m.finished_at';

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

export async function meetingsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MeetingRow>> {
  const statement = `select ${COLUMNS} from meeting m where m.id = any($1)`;
  return byKey(await select<MeetingRow>(db, statement, [ids]), 'id');
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

/** Which of these meetings a person may know of: they are one of the two of its call. */
export async function meetingsOfCaller(
  db: EntityManager,
  personId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await select<{ meetingId: string }>(
    db,
    'select meeting_id from call where meeting_id = any($1) and (caller_id = $2 or callee_id = $2)',
    [ids, personId],
  );
  return new Set(rows.map(({ meetingId }) => meetingId));
}
