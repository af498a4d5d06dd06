import { type PageRequest, byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { Attendant, Spoken } from './speaker.rules.js';
import type { TranscriptRow, TranscriptSegmentRow } from './transcript.table.js';

const COLUMNS = 't.id, t.meeting_id, t.source, t.language';

/** The columns of words `s`, for lists of them elsewhere in this folder. */
export const SEGMENT =
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

/** How good a source is, the best first: what somebody brought before what machines heard. */
const rankOf = (transcript: string): string =>
  `array_position(array['IMPORTED', 'PROVIDER', 'CAPTIONS'], ${transcript}.source)`;

/** Words `s` of a transcript `t` that are shown: no better source has the words of that time. */
export const SHOWN = `not exists (
  select from transcript b join transcript_span c on c.transcript_id = b.id
  where b.meeting_id = t.meeting_id and ${rankOf('b')} < ${rankOf('t')}
    and c.speaker_id in ('', s.speaker_id) and c.from_ms < s.end_ms and c.to_ms > s.start_ms)`;

/** The transcript of each of these meetings, by meeting: that of its best source, for all of them. */
export async function transcriptsOfMeetings(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, TranscriptRow>> {
  const rows = await select<TranscriptRow>(
    db,
    `select distinct on (t.meeting_id) ${COLUMNS} from transcript t where t.meeting_id = any($1)
     order by t.meeting_id, ${rankOf('t')}`,
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

/** Removes the words of each file of a transcript that shares time with one that goes from and to there. */
export async function removeOverlapping(
  db: EntityManager,
  transcriptId: string,
  [fromSeconds, toSeconds]: readonly [number, number],
): Promise<void> {
  await db.query(
    `with gone as (
       delete from transcript_span c where c.transcript_id = $1
         and c.from_ms < $3::numeric * 1000 and c.to_ms > $2::numeric * 1000 returning c.from_ms)
     delete from transcript_segment s using gone where s.transcript_id = $1 and s.file_ms = gone.from_ms`,
    [transcriptId, fromSeconds, toSeconds],
  );
}

/** Time of a meeting of which a transcript has all words: of one who spoke, or of everybody. */
export interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly speakerId: string | null;
}

/** Notes that a transcript has all words of a time: what worse sources have of it gives way. */
export async function coverSpan(
  db: EntityManager,
  transcriptId: string,
  { fromSeconds, toSeconds, speakerId }: Span,
): Promise<void> {
  await db.query(
    `insert into transcript_span as c (transcript_id, from_ms, to_ms, speaker_id)
     values ($1, round($2::numeric * 1000), greatest(round($2::numeric * 1000) + 1, round($3::numeric * 1000)), $4)
     on conflict (transcript_id, from_ms, speaker_id) do update set to_ms = greatest(c.to_ms, excluded.to_ms)`,
    [transcriptId, fromSeconds, toSeconds, speakerId ?? ''],
  );
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

/** @param fileSeconds where the file begins that they come from */
export async function insertSegments(
  db: EntityManager,
  transcriptId: string,
  segments: readonly NewSegment[],
  fileSeconds = 0,
): Promise<void> {
  await db.query(
    `insert into transcript_segment
       (id, transcript_id, start_ms, end_ms, speaker_id, speaker_name, text, file_ms)
     select s.id, $1, round(s."startSeconds" * 1000), greatest(round(s."startSeconds" * 1000) + 1,
       round(s."endSeconds" * 1000)), s."speakerId", s."speakerName", s.text, round($3::numeric * 1000)
     from jsonb_to_recordset($2::jsonb) as s (id text, "startSeconds" numeric, "endSeconds" numeric,
       "speakerId" text, "speakerName" text, text text)`,
    [transcriptId, JSON.stringify(segments), fileSeconds],
  );
}

const [AFTER, BEFORE] = [
  '($3::bigint is null or (s.start_ms, s.id) > ($3, $4::text))',
  '($5::bigint is null or (s.start_ms, s.id) < ($5, $6::text))',
];

/** A page of what was said in the meeting of a transcript, in its order, one more than the limit where there is one. */
export function segmentPage(
  db: EntityManager,
  transcriptId: string,
  words: string | null,
  { limit, backward, after, before }: PageRequest,
): Promise<TranscriptSegmentRow[]> {
  const order = backward ? 'desc' : 'asc';
  return select<TranscriptSegmentRow>(
    db,
    `select ${SEGMENT} from transcript o join transcript t on t.meeting_id = o.meeting_id
       join transcript_segment s on s.transcript_id = t.id
     where o.id = $1 and ${SHOWN} and ($2::text is null or s.words @@ $2::tsquery) and ${AFTER} and ${BEFORE}
     order by s.start_ms ${order}, s.id ${order} limit $7`,
    [
      ...[transcriptId, words, after?.[0] ?? null, after?.[1] ?? null],
      ...[before?.[0] ?? null, before?.[1] ?? null, limit + 1],
    ],
  );
}
