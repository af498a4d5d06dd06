import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { SeatOwner } from '../routed/media-seat.table.js';
import type { WritingRow } from './recording.table.js';

const COLUMNS = 'w.id, w.recording_id, w.participant_id, w.begun_at, w.session, w.ended_at';

/** What is written of somebody, and what should be. */
export interface WritingDue {
  readonly participantId: string;
  readonly meetingId: string;
  /** The recording that they agreed to and that runs; null where nothing of them is to be written. */
  readonly recordingId: string | null;
  /** What is written of them now; null where nothing is. */
  readonly writingId: string | null;
  /** For which recording. */
  readonly writesFor: string | null;
}

const AGREED = `r.state = 'RUNNING' and c.state = 'GIVEN' and p.state in ('JOINED', 'RECONNECTING')`;

/** A seat that a process looks after: whose, and over which session of a media server. */
export interface Held {
  readonly participantId: string;
  readonly session: string | null;
}

/** Where what is written over these seats, and what should be, are two things. */
export function writingsDue(db: EntityManager, held: readonly Held[]): Promise<WritingDue[]> {
  return select<WritingDue>(
    db,
    `select p.id as participant_id, p.meeting_id, wanted.recording_id, w.id as writing_id, w.recording_id as writes_for
     from unnest($1::text[], $2::text[]) as held (participant_id, session)
     join participant p on p.id = held.participant_id
     left join lateral (
       select r.id as recording_id from recording r join consent c on c.recording_id = r.id and c.participant_id = p.id
       where r.meeting_id = p.meeting_id and ${AGREED}) wanted on true
     left join writing w on w.participant_id = p.id and w.ended_at is null
     where wanted.recording_id is distinct from w.recording_id
       or (w.id is not null and w.session is distinct from held.session)`,
    [held.map(({ participantId }) => participantId), held.map(({ session }) => session)],
  );
}

/** What is written of these participants right now, whatever should be. */
export function writingsNow(
  db: EntityManager,
  participantIds: readonly string[],
): Promise<(WritingDue & { readonly writingId: string })[]> {
  return select(
    db,
    `select p.id as participant_id, p.meeting_id, null as recording_id, w.id as writing_id, w.recording_id as writes_for
     from writing w join participant p on p.id = w.participant_id
     where w.participant_id = any($1) and w.ended_at is null`,
    [participantIds],
  );
}

/**
 * What is said to be written, and cannot be, whoever was to note it: its seat is lost, or whoever had it left a while ago.
 */
export function orphanedWritings(
  db: EntityManager,
): Promise<(WritingDue & { readonly writingId: string; readonly isLost: boolean })[]> {
  return select(
    db,
    `select p.id as participant_id, p.meeting_id, null as recording_id, w.id as writing_id, w.recording_id as writes_for,
       s.participant_id is not null as is_lost
     from writing w join participant p on p.id = w.participant_id
       left join routed_seat s on s.participant_id = w.participant_id
     where w.ended_at is null
       and (s.lost or (s.participant_id is null and p.left_at < clock_timestamp() - interval '5 seconds'))`,
    [],
  );
}

/** So long whoever looks after a seat has to end what was taken back or stopped: more than it takes, and far from two seconds. */
const END_SECONDS = 0.5;

/** Of whom something is written that was to end a while ago, over seats that others look after than those that are held. */
export function overdueWritings(
  db: EntityManager,
  heldParticipantIds: readonly string[],
): Promise<SeatOwner[]> {
  return select(
    db,
    `select w.participant_id, s.owner_id
     from writing w join recording r on r.id = w.recording_id join routed_seat s on s.participant_id = w.participant_id
       left join consent c on c.recording_id = r.id and c.participant_id = w.participant_id
     where w.ended_at is null and not s.lost and w.participant_id <> all($1)
       and (case when r.state <> 'RUNNING' then r.stopped_at when c.state <> 'GIVEN' then c.answered_at end)
         < clock_timestamp() - make_interval(secs => $2)`,
    [heldParticipantIds, END_SECONDS],
  );
}

/**
 * Notes that something of somebody is about to be written, while they agree: whoever takes their consent back waits for
 * this, or keeps it from being. @returns whether it may be
 */
export async function beginWriting(
  db: EntityManager,
  {
    id,
    recordingId,
    participantId,
    session,
  }: Pick<WritingRow, 'id' | 'recordingId' | 'participantId' | 'session'>,
): Promise<boolean> {
  const row = await selectOne(
    db,
    `with agreed as (
       select r.id from recording r join consent c on c.recording_id = r.id and c.participant_id = $3
         join participant p on p.id = c.participant_id
       where r.id = $2 and ${AGREED} for share of r, c)
     insert into writing (id, recording_id, participant_id, session) select $1, id, $3, $4 from agreed
     on conflict (participant_id) where ended_at is null do nothing returning id`,
    [id, recordingId, participantId, session],
  );
  return row !== undefined;
}

/** Notes that nothing more of it is written. @returns whether that was not noted before */
export async function endWriting(db: EntityManager, id: string): Promise<boolean> {
  const row = await selectOne(
    db,
    'update writing set ended_at = clock_timestamp() where id = $1 and ended_at is null returning id',
    [id],
  );
  return row !== undefined;
}

/** Whatever was written for a recording is not any more: who wrote it is gone. */
export async function endWritings(db: EntityManager, recordingId: string): Promise<void> {
  await db.query(
    'update writing set ended_at = clock_timestamp() where recording_id = $1 and ended_at is null',
    [recordingId],
  );
}

/** Whether anything is still written for a recording. */
export async function isWritten(db: EntityManager, recordingId: string): Promise<boolean> {
  const statement = 'select 1 as found from writing where recording_id = $1 and ended_at is null limit 1';
  return (await selectOne(db, statement, [recordingId])) !== undefined;
}

/** All that was written for a recording, with the name of whose it is. */
export function writingsOf(
  db: EntityManager,
  recordingId: string,
): Promise<(WritingRow & { readonly displayName: string })[]> {
  return select(
    db,
    `select ${COLUMNS}, p.display_name from writing w join participant p on p.id = w.participant_id
     where w.recording_id = $1 order by w.begun_at, w.id`,
    [recordingId],
  );
}

/** Of whom something is written in these recordings right now, by recording. */
export async function writtenNow(
  db: EntityManager,
  participantIds: readonly string[],
): Promise<Map<string, true>> {
  const rows = await select<{ participantId: string }>(
    db,
    `select w.participant_id from writing w join recording r on r.id = w.recording_id and r.state = 'RUNNING'
     where w.participant_id = any($1) and w.ended_at is null`,
    [participantIds],
  );
  return new Map(rows.map(({ participantId }) => [participantId, true]));
}

/** People who were in a meeting while a recording of it ran, besides guests. */
export async function audienceOf(db: EntityManager, recordingId: string): Promise<readonly string[]> {
  const rows = await select<{ personId: string }>(
    db,
    `select distinct p.person_id from recording r join participant p on p.meeting_id = r.meeting_id
     where r.id = $1 and p.admitted and p.role <> 'GUEST'
       and p.joined_at < coalesce(r.stopped_at, now()) and coalesce(p.left_at, now()) > r.started_at
     order by p.person_id`,
    [recordingId],
  );
  return rows.map(({ personId }) => personId);
}
