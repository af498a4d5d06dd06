import { type PageRequest, byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { Attendant, Spoken } from './speaker.rules.js';
import type { TranscriptRow, TranscriptSegmentRow } from './transcript.table.js';

const COLUMNS = 't.id, t.meeting_id, t.source, t.language';
const SEGMENT =
  's.id, s.transcript_id, s.start_ms::float8, s.end_ms::float8, s.speaker_id, s.speaker_name, s.text';

export async function transcriptsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, TranscriptRow>> {
  return byKey(
    await select<TranscriptRow>(db, `select ${COLUMNS} from transcript t where t.id = any($1)`, [ids]),
    'id',
  );
}

/** The transcript of each of these meetings, by meeting: what somebody brought before what machines heard. */
export async function transcriptsOfMeetings(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, TranscriptRow>> {
  const rows = await select<TranscriptRow>(
    db,
    `select distinct on (t.meeting_id) ${COLUMNS} from transcript t where t.meeting_id = any($1)
     order by t.meeting_id, array_position(array['IMPORTED', 'PROVIDER', 'CAPTIONS'], t.source)`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** Makes the transcript of a meeting from one source, or gives the one that there is; held until the transaction ends. */
export async function saveTranscript(db: EntityManager, row: TranscriptRow): Promise<TranscriptRow> {
  const [saved] = await select<TranscriptRow>(
    db,
    `insert into transcript as t (id, meeting_id, source, language) values ($1, $2, $3, $4)
     on conflict (meeting_id, source) do update set language = coalesce(excluded.language, t.language),
       changed_at = clock_timestamp()
     returning ${COLUMNS}`,
    [row.id, row.meetingId, row.source, row.language],
  );
  return saved as TranscriptRow;
}

export async function removeSegments(db: EntityManager, transcriptId: string): Promise<void> {
  await db.query('delete from transcript_segment where transcript_id = $1', [transcriptId]);
}

export async function segmentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, TranscriptSegmentRow>> {
  const statement = `select ${SEGMENT} from transcript_segment s where s.id = any($1)`;
  return byKey(await select<TranscriptSegmentRow>(db, statement, [ids]), 'id');
}

/** Who is or was in a meeting, by the names that they have there. */
export const attendantsIn = (db: EntityManager, meetingId: string): Promise<Attendant[]> =>
  select(db, 'select person_id, display_name from participant where meeting_id = $1 order by id limit 5000', [
    meetingId,
  ]);

/** Words with an id of their own. */
type NewSegment = Spoken & { readonly id: string };

export async function insertSegments(
  db: EntityManager,
  transcriptId: string,
  segments: readonly NewSegment[],
): Promise<void> {
  await db.query(
    `insert into transcript_segment (id, transcript_id, start_ms, end_ms, speaker_id, speaker_name, text)
     select s.id, $1, round(s."startSeconds" * 1000), greatest(round(s."startSeconds" * 1000) + 1,
       round(s."endSeconds" * 1000)), s."speakerId", s."speakerName", s.text
     from jsonb_to_recordset($2::jsonb) as s (id text, "startSeconds" numeric, "endSeconds" numeric,
       "speakerId" text, "speakerName" text, text text)`,
    [transcriptId, JSON.stringify(segments)],
  );
}

const [AFTER, BEFORE] = [
  '($3::bigint is null or (s.start_ms, s.id) > ($3, $4::text))',
  '($5::bigint is null or (s.start_ms, s.id) < ($5, $6::text))',
];

/** A page of what was said, in its order, one more than the limit where there is one; only with these words. */
export function segmentPage(
  db: EntityManager,
  transcriptId: string,
  words: string | null,
  { limit, backward, after, before }: PageRequest,
): Promise<TranscriptSegmentRow[]> {
  const order = backward ? 'desc' : 'asc';
  return select<TranscriptSegmentRow>(
    db,
    `select ${SEGMENT} from transcript_segment s
     where s.transcript_id = $1 and ($2::text is null or s.words @@ $2::tsquery) and ${AFTER} and ${BEFORE}
     order by s.start_ms ${order}, s.id ${order} limit $7`,
    [
      ...[transcriptId, words, after?.[0] ?? null, after?.[1] ?? null],
      ...[before?.[0] ?? null, before?.[1] ?? null, limit + 1],
    ],
  );
}
