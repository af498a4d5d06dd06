import { boundsOf, byKey, byTime, columnOf, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { keptOf } from '../hold/hold-conditions.js';
import type { RecordingMarkRow, RecordingRow } from './recording.table.js';

const COLUMNS = `r.id, r.organization_id, r.meeting_id, r.state, r.started_by_id, r.asked_at, r.started_at, r.stopped_at,
  r.duration_seconds, r.chapters, r.failed_because, r.file_id, r.worked_at, r.attempts, r.told_at, r.expires_at, r.began_at,
  r.interrupted_at`;

const ACTIVE = `r.state in ('ASKING', 'RUNNING')`;

/** Asks for a recording; nothing comes back where another one asks or runs. */
export function insertRecording(
  db: EntityManager,
  born: Pick<RecordingRow, 'id' | 'organizationId' | 'meetingId' | 'startedById'>,
): Promise<RecordingRow | undefined> {
  return selectOne<RecordingRow>(
    db,
    `insert into recording as r (id, organization_id, meeting_id, state, started_by_id)
     values ($1, $2, $3, 'ASKING', $4)
     on conflict (meeting_id) where state in ('ASKING', 'RUNNING') do nothing returning ${COLUMNS}`,
    [born.id, born.organizationId, born.meetingId, born.startedById],
  );
}

export async function recordingsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, RecordingRow>> {
  const statement = `select ${COLUMNS} from recording r where r.id = any($1)`;
  return byKey(await select<RecordingRow>(db, statement, [ids]), 'id');
}

/** A recording, held until the transaction ends. */
export const lockRecording = (db: EntityManager, id: string): Promise<RecordingRow | undefined> =>
  selectOne<RecordingRow>(db, `select ${COLUMNS} from recording r where r.id = $1 for update`, [id]);

/** The recordings of these meetings that ask or run, by meeting. */
export async function activeRecordings(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, RecordingRow>> {
  const statement = `select ${COLUMNS} from recording r where r.meeting_id = any($1) and ${ACTIVE}`;
  return byKey(await select<RecordingRow>(db, statement, [meetingIds]), 'meetingId');
}

/** What of a recording changes; what is not named stays. */
export type RecordingChange = Partial<
  Pick<
    RecordingRow,
    | 'state'
    | 'startedAt'
    | 'stoppedAt'
    | 'durationSeconds'
    | 'failedBecause'
    | 'fileId'
    | 'workedAt'
    | 'attempts'
    | 'toldAt'
    | 'expiresAt'
    | 'beganAt'
    | 'interruptedAt'
  >
>;

/** Changes what is named of a recording. */
export async function updateRecording(
  db: EntityManager,
  id: string,
  change: RecordingChange,
): Promise<RecordingRow> {
  const named = Object.entries(change);
  const assigned = named.map(([property], n) => `${columnOf(property)} = $${String(n + 2)}`);
  const row = await selectOne<RecordingRow>(
    db,
    `update recording r set ${assigned.join(', ')} where r.id = $1 returning ${COLUMNS}`,
    [id, ...named.map(([, value]) => value)],
  );
  return row as RecordingRow;
}

/** Notes the chapters that were found. */
export async function saveChapters(
  db: EntityManager,
  id: string,
  chapters: RecordingRow['chapters'],
): Promise<void> {
  await db.query('update recording set chapters = $2 where id = $1', [id, JSON.stringify(chapters)]);
}

/** Forgets a recording with everything that was answered and noted about it. */
export async function removeRecording(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from recording where id = $1', [id]);
}

/** A page of the recordings of a meeting, the newest first, one more than the limit where there is one. */
export function recordingPage(
  db: EntityManager,
  meetingId: string,
  page: PageRequest,
): Promise<RecordingRow[]> {
  return select<RecordingRow>(
    db,
    `select ${COLUMNS} from recording r
     where r.meeting_id = $1 and ${byTime({ at: 'r.asked_at', id: 'r.id', first: 'newest' }, page, 2)}`,
    [meetingId, ...boundsOf(page), page.limit + 1],
  );
}

/** Recordings that nobody makes playable, and somebody should: none does for so many seconds. */
export function neglectedRecordings(
  db: EntityManager,
  seconds: number,
  atMost: number,
): Promise<RecordingRow[]> {
  return select<RecordingRow>(
    db,
    `select ${COLUMNS} from recording r
     where r.state in ('STOPPED', 'PROCESSING') and r.told_at is null
       and greatest(r.stopped_at, r.worked_at) < now() - make_interval(secs => $1)
     order by r.stopped_at limit $2`,
    [seconds, atMost],
  );
}

/** Recordings that are kept no longer, and that no legal hold keeps. */
export function expiredRecordings(db: EntityManager, atMost: number): Promise<RecordingRow[]> {
  return select<RecordingRow>(
    db,
    `select ${COLUMNS} from recording r join meeting m on m.id = r.meeting_id
     where r.expires_at <= now() and not ${ACTIVE} and not ${keptOf('m')} order by r.expires_at limit $1`,
    [atMost],
  );
}

/** Whether a legal hold keeps what stays of a meeting, and so its recordings. */
export async function isHeld(db: EntityManager, meetingId: string): Promise<boolean> {
  const statement = `select 1 as found from meeting m where m.id = $1 and ${keptOf('m')}`;
  return (await selectOne(db, statement, [meetingId])) !== undefined;
}

/** Notes a moment of a recording. */
export async function insertMark(
  db: EntityManager,
  mark: Pick<RecordingMarkRow, 'id' | 'recordingId' | 'title' | 'spotlightId'>,
): Promise<void> {
  await db.query(
    'insert into recording_mark (id, recording_id, title, spotlight_id) values ($1, $2, $3, $4)',
    [...[mark.id, mark.recordingId, mark.title, mark.spotlightId]],
  );
}

/** The moments that were noted of a recording, the first at first. */
export function marksOf(db: EntityManager, recordingId: string): Promise<RecordingMarkRow[]> {
  return select<RecordingMarkRow>(
    db,
    `select m.id, m.recording_id, m.at, m.title, m.spotlight_id from recording_mark m
     where m.recording_id = $1 order by m.at, m.id limit 1000`,
    [recordingId],
  );
}

/** Meetings that are over, or that nobody is in, while a recording of them still asks or runs. */
export async function overdueMeetings(db: EntityManager, atMost: number): Promise<readonly string[]> {
  const rows = await select<{ meetingId: string }>(
    db,
    `select r.meeting_id from recording r where ${ACTIVE} and not exists (
       select from participant p where p.meeting_id = r.meeting_id and p.state in ('JOINED', 'RECONNECTING')) limit $1`,
    [atMost],
  );
  return rows.map(({ meetingId }) => meetingId);
}
