import {
  type Page,
  type RequestContext,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { type MeetingLog, meetingStream } from '../events.js';
import { fileBegins, shifted } from './beginning.rules.js';
import { checkLanguage } from './caption.rules.js';
import { spokenBy } from './speaker.rules.js';
import { meetingInside } from '../meeting/meeting.access.js';
import { meetingToTranscribe, peekTranscript } from './transcript.access.js';
import { readTranscriptFile } from './transcript-file.rules.js';
import type { ImportTranscriptInput } from './transcript.inputs.js';
import {
  attendantsIn,
  coverSpan,
  insertSegments,
  removeOverlapping,
  saveTranscript,
  segmentPage,
} from './transcript.store.js';
import type { TranscriptRow, TranscriptSegmentRow } from './transcript.table.js';
import type { SegmentArgs } from './transcript.js';
import { wordsToFind } from './words.rules.js';

export { peekTranscript, transcriptOf } from './transcript.access.js';

/**
 * Takes what was said in a meeting from a file. Its text comes with the request, not as a file of files: no subgraph
 * reads on behalf of another, and whoever may read a file sends its words themselves, in one process as in many.
 * What was imported of that time before gives way.
 */
export async function importTranscript(
  ctx: RequestContext,
  input: ImportTranscriptInput,
): Promise<TranscriptRow> {
  const { meetingId, text, startsAt = null, language = null } = input;
  checkLanguage(language);
  const cues = readTranscriptFile(text);
  const id = await transaction(ctx, async (inner) => {
    const meeting = await meetingToTranscribe(inner, meetingId);
    const begins = fileBegins(meeting, startsAt, new Date());
    return once(inner, 'importTranscript', input, async () => {
      const transcript = await saveTranscript(inner.db, {
        ...{ id: newId('transcript'), meetingId, source: 'IMPORTED', language },
      });
      const spoken = spokenBy(cues, await attendantsIn(inner.db, meetingId));
      const segments = spoken.map((each) => ({ ...shifted(each, begins), id: newId('segment') }));
      const ends = Math.max(...segments.map(({ endSeconds }) => endSeconds));
      await removeOverlapping(inner.db, transcript.id, [begins, ends]);
      await insertSegments(inner.db, transcript.id, segments, begins);
      const everybodys = { fromSeconds: begins, toSeconds: ends, speakerId: null };
      await coverSpan(inner.db, transcript.id, everybodys);
      const data: MeetingLog['meetingChanged'] = { meetingId };
      await inner.events.publish(meetingStream(meetingId), 'meetingChanged', data);
      return transcript;
    });
  });
  const imported = await peekTranscript(ctx, id);
  if (!imported) throw notFound('Transcript');
  return imported;
}

/** When the meeting of a transcript that is being read already first began. */
export const countedFrom = async (ctx: RequestContext, meetingId: string): Promise<Date | null> =>
  (await meetingInside(ctx, meetingId)).countedFrom;

const keyOf = ({ startMs, id }: TranscriptSegmentRow): readonly (string | number)[] => [startMs, id];

/** The next words of a transcript, for whoever may read all of it. */
export const nextSegments = (
  ctx: RequestContext,
  transcriptId: string,
  after: TranscriptSegmentRow | null,
  limit: number,
): Promise<TranscriptSegmentRow[]> =>
  segmentPage(ctx.db, transcriptId, null, {
    ...{ limit: limit - 1, backward: false, before: null },
    after: after && keyOf(after),
  });

/** A page of what was said, in its order; only with some words where they are named. */
export async function listSegments(
  ctx: RequestContext,
  transcriptId: string,
  { text, ...args }: SegmentArgs,
): Promise<Page<TranscriptSegmentRow>> {
  const [request, words] = [pageRequest(args), wordsToFind(text)];
  return toPage(await segmentPage(ctx.db, transcriptId, words, request), request, keyOf);
}
