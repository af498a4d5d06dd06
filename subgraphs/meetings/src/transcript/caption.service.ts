import {
  type RequestContext,
  batchOf,
  conflict,
  load,
  newId,
  notFound,
  once,
  transaction,
} from '@parley/kit';
import { type MeetingLog, meetingStream } from '../events.js';
import { ownParticipant } from '../participant/participant.access.js';
import { takingPart } from '../participant/taking-part.access.js';
import { checkCaption, checkLanguage, spanOf } from './caption.rules.js';
import { checkReadable } from './transcript.access.js';
import type { AddCaptionInput } from './transcript.inputs.js';
import { insertSegments, saveTranscript, segmentsById } from './transcript.store.js';
import type { TranscriptSegmentRow } from './transcript.table.js';

const findSegments = batchOf(segmentsById);

/** Words of a transcript that is being read already; never for an id that a client gave. */
export async function segmentInside(ctx: RequestContext, id: string): Promise<TranscriptSegmentRow> {
  const segment = await load(ctx, findSegments, id);
  if (!segment) throw notFound('Words');
  return segment;
}

/**
 * Takes what the viewer's own device heard them say, shows it to everybody in the meeting, and keeps it.
 * @throws CONFLICT where captions are off, or while they are muted
 */
export async function addCaption(ctx: RequestContext, input: AddCaptionInput): Promise<TranscriptSegmentRow> {
  const { participantId, language = null } = input;
  checkLanguage(language);
  const { text, seconds } = checkCaption(input);
  const own = await ownParticipant(ctx, participantId);
  const { meeting, participant } = await takingPart(ctx, own.meetingId, 'SPEAK');
  if (!meeting.captions) throw conflict('Captions are off in this meeting');
  if (!participant.microphone) throw conflict('You are muted: nobody hears what is written down');
  checkReadable(meeting);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'addCaption', input, async () => {
      const transcript = await saveTranscript(inner.db, {
        ...{ id: newId('transcript'), meetingId: meeting.id, source: 'CAPTIONS', language },
      });
      const [startSeconds, endSeconds] = spanOf(meeting.countedFrom, seconds, new Date());
      const speaker = { speakerId: own.personId, speakerName: own.displayName };
      const segment = { id: newId('segment'), startSeconds, endSeconds, text, ...speaker };
      await insertSegments(inner.db, transcript.id, [segment]);
      const data: MeetingLog['transcriptGrew'] = { segmentId: segment.id };
      await inner.events.publish(meetingStream(meeting.id), 'transcriptGrew', data);
      return segment;
    }),
  );
  return segmentInside(ctx, id);
}
