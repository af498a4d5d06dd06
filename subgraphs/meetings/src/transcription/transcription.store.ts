import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { TranscriptionRow } from './transcription.table.js';

const COLUMNS = 't.recording_id, t.state, t.attempts, t.because, t.next_at, t.worked_at';

/** Whoever asks says so this often; who is silent for longer than that is gone. */
const SILENT_SECONDS = 60;

/** Notes that the words of a recording are to be asked for. */
export async function insertTranscription(db: EntityManager, recordingId: string): Promise<void> {
  await db.query(
    `insert into transcription (recording_id, state) values ($1, 'WAITING') on conflict do nothing`,
    [recordingId],
  );
}

/** What became of the words of these recordings, by recording. */
export async function transcriptionsOf(
  db: EntityManager,
  recordingIds: readonly string[],
): Promise<Map<string, TranscriptionRow>> {
  const statement = `select ${COLUMNS} from transcription t where t.recording_id = any($1)`;
  return byKey(await select<TranscriptionRow>(db, statement, [recordingIds]), 'recordingId');
}

/** Takes on the one that is due for longest and that nobody asks for; nothing comes back where none is. */
export const claimTranscription = (db: EntityManager): Promise<TranscriptionRow | undefined> =>
  selectOne<TranscriptionRow>(
    db,
    `update transcription t set worked_at = clock_timestamp()
     where t.recording_id = (
       select d.recording_id from transcription d
       where d.state = 'WAITING' and d.next_at <= clock_timestamp()
         and (d.worked_at is null or d.worked_at < clock_timestamp() - make_interval(secs => $1))
       order by d.next_at limit 1 for update skip locked)
     returning ${COLUMNS}`,
    [SILENT_SECONDS],
  );

/** Says that it is asked for. */
export async function beatTranscription(db: EntityManager, recordingId: string): Promise<void> {
  await db.query('update transcription set worked_at = clock_timestamp() where recording_id = $1', [
    recordingId,
  ]);
}

/** One that is asked for, held until the transaction ends; nothing where its recording was deleted. */
export const lockTranscription = (
  db: EntityManager,
  recordingId: string,
): Promise<TranscriptionRow | undefined> =>
  selectOne<TranscriptionRow>(
    db,
    `select ${COLUMNS} from transcription t where t.recording_id = $1 and t.state = 'WAITING' for update`,
    [recordingId],
  );

/** What became of asking; what is not named stays. */
export type Outcome = Pick<TranscriptionRow, 'state' | 'because'> &
  Partial<Pick<TranscriptionRow, 'attempts' | 'nextAt'>>;

/** Notes what became of it, and that nobody asks for it right now. */
export async function updateTranscription(
  db: EntityManager,
  recordingId: string,
  { state, because, attempts, nextAt }: Outcome,
): Promise<void> {
  await db.query(
    `update transcription set state = $2, because = $3, attempts = coalesce($4, attempts),
       next_at = coalesce($5, next_at), worked_at = null
     where recording_id = $1`,
    [recordingId, state, because, attempts ?? null, nextAt ?? null],
  );
}

/** What was written of somebody who agreed. */
export interface Untranscribed {
  readonly recordingId: string;
  readonly writingId: string;
  readonly meetingId: string;
  readonly personId: string;
  readonly displayName: string;
}

/** What was written for a recording and nobody's words of it are in the transcript. */
export const untranscribedOf = (db: EntityManager, recordingId: string): Promise<Untranscribed[]> =>
  select<Untranscribed>(
    db,
    `select w.id as writing_id, w.recording_id, r.meeting_id, p.person_id, p.display_name
     from writing w join recording r on r.id = w.recording_id
       join participant p on p.id = w.participant_id
     where w.recording_id = $1 and not exists (select from transcribed d where d.writing_id = w.id)
     order by w.begun_at, w.id`,
    [recordingId],
  );

export async function noteTranscribed(db: EntityManager, writingId: string): Promise<void> {
  await db.query('insert into transcribed (writing_id) values ($1)', [writingId]);
}
