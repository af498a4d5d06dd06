import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ConsentState } from './recording-state.js';
import type { ConsentRow } from './recording.table.js';

const COLUMNS = `c.id, c.recording_id, c.participant_id, c.person_id, c.state, c.asked_at, c.asks_until, c.answered_at`;

/** Whom is asked, and what they have answered by that. */
export type NewConsent = Pick<ConsentRow, 'id' | 'recordingId' | 'participantId' | 'personId' | 'state'>;

/** Asks somebody, for so long; who was asked already is not asked again. @returns whether they were asked now */
export async function insertConsent(db: EntityManager, asked: NewConsent, seconds: number): Promise<boolean> {
  const row = await selectOne(
    db,
    `insert into consent (id, recording_id, participant_id, person_id, state, asks_until, answered_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6),
       case when $5 = 'GIVEN' then clock_timestamp() end)
     on conflict (recording_id, participant_id) do nothing returning id`,
    [asked.id, asked.recordingId, asked.participantId, asked.personId, asked.state, seconds],
  );
  return row !== undefined;
}

export async function consentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ConsentRow>> {
  const statement = `select ${COLUMNS} from consent c where c.id = any($1)`;
  return byKey(await select<ConsentRow>(db, statement, [ids]), 'id');
}

/** What everybody answered, by recording, the first who was asked at first; at most 500 of each. */
export async function consentsOf(
  db: EntityManager,
  recordingIds: readonly string[],
): Promise<Map<string, ConsentRow[]>> {
  const rows = await select<ConsentRow>(
    db,
    `select ${COLUMNS} from unnest($1::text[]) as asked (recording_id) cross join lateral (
       select * from consent c where c.recording_id = asked.recording_id order by c.id limit 500) c
     order by c.id`,
    [recordingIds],
  );
  return Map.groupBy(rows, ({ recordingId }) => recordingId);
}

/** Notes an answer. */
export async function answerTo(db: EntityManager, id: string, state: ConsentState): Promise<void> {
  await db.query(`update consent set state = $2, answered_at = clock_timestamp() where id = $1`, [id, state]);
}

/** Silence means no: whoever was asked for a recording and has not answered in time has declined. */
export async function declineSilent(db: EntityManager, recordingId: string): Promise<number> {
  const rows = await select(
    db,
    `update consent set state = 'DECLINED', answered_at = clock_timestamp()
     where recording_id = $1 and state = 'ASKED' and asks_until <= clock_timestamp() returning id`,
    [recordingId],
  );
  return rows.length;
}
