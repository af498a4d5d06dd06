import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { TakenRecordingRow } from './recording.table.js';

const COLUMNS = `r.recording_id, r.organization_id, r.owner_id, r.audience_ids, r.name, r.size, r.sha256, r.store_key,
  r.told_at, r.worked_at, r.file_id`;

/** What is said of a recording when it is told of. */
export type ToldRecording = Omit<TakenRecordingRow, 'toldAt' | 'workedAt' | 'fileId' | 'size'> & {
  readonly size: number;
};

/** Notes a recording; one that is known stays as it is. @returns whether it is new */
export async function insertRecording(db: EntityManager, told: ToldRecording): Promise<boolean> {
  const row = await selectOne(
    db,
    `insert into taken_recording (recording_id, organization_id, owner_id, audience_ids, name, size, sha256, store_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning recording_id`,
    [
      ...[told.recordingId, told.organizationId, told.ownerId, told.audienceIds, told.name, told.size],
      ...[told.sha256, told.storeKey],
    ],
  );
  return row !== undefined;
}

/** Takes on a recording that is awaited, unless another process says that it brings its bytes. */
export const claimRecording = (
  db: EntityManager,
  id: string,
  silentSeconds: number,
): Promise<TakenRecordingRow | undefined> =>
  selectOne<TakenRecordingRow>(
    db,
    `update taken_recording r set worked_at = clock_timestamp()
     where r.recording_id = $1 and r.file_id is null
       and (r.worked_at is null or r.worked_at < clock_timestamp() - make_interval(secs => $2)) returning ${COLUMNS}`,
    [id, silentSeconds],
  );

/** Says that its bytes are being brought; null where nobody does any more. */
export async function noteWork(db: EntityManager, id: string, at: Date | null): Promise<void> {
  await db.query('update taken_recording set worked_at = $2 where recording_id = $1 and file_id is null', [
    id,
    at,
  ]);
}

/** A recording, held until the transaction ends. */
export const lockRecording = (db: EntityManager, id: string): Promise<TakenRecordingRow | undefined> =>
  selectOne<TakenRecordingRow>(
    db,
    `select ${COLUMNS} from taken_recording r where r.recording_id = $1 for update`,
    [id],
  );

/** Notes what it became. */
export async function setFile(db: EntityManager, id: string, fileId: string): Promise<void> {
  await db.query('update taken_recording set file_id = $2 where recording_id = $1', [id, fileId]);
}

export async function removeRecording(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from taken_recording where recording_id = $1', [id]);
}

/** Recordings whose bytes nobody brings, the first that was told of at first. */
export async function awaitedRecordings(
  db: EntityManager,
  silentSeconds: number,
  atMost: number,
): Promise<readonly string[]> {
  const rows = await select<{ recordingId: string }>(
    db,
    `select r.recording_id from taken_recording r
     where r.file_id is null and r.told_at < now() - make_interval(secs => $1)
       and (r.worked_at is null or r.worked_at < now() - make_interval(secs => $1))
     order by r.told_at limit $2`,
    [silentSeconds, atMost],
  );
  return rows.map(({ recordingId }) => recordingId);
}
