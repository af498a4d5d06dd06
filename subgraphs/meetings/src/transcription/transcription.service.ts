import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { batchOf, later, load, type RequestContext, transaction } from '@parley/kit';
import { ToolFailed } from '@parley/kit/tool';
import { type Voice, voicesOf } from '../composition/voice.js';
import type { MeetingsContext } from '../context.js';
import { type MeetingLog, meetingStream } from '../events.js';
import { recordingInside } from '../recording/recording.access.js';
import { recordedAt } from '../recording/recording.service.js';
import { discardLater, tellRecording } from '../recording/recording-life.service.js';
import { shifted } from '../transcript/beginning.rules.js';
import { addProvided } from '../transcript/provided.service.js';
import { type Answer, UnusableAnswer } from './answer.rules.js';
import { askedAgainAt } from './attempt.rules.js';
import { askProvider, type Provider } from './provider.js';
import {
  beatTranscription,
  claimTranscription,
  insertTranscription,
  lockTranscription,
  noteTranscribed,
  type Outcome,
  transcriptionsOf,
  type Untranscribed,
  untranscribedOf,
  updateTranscription,
} from './transcription.store.js';
import type { TranscriptionRow } from './transcription.table.js';

/** The job that asks the provider. */
export const TRANSCRIBE = 'transcribe-recordings';

/** Whoever asks says so this often. */
const BEAT_MS = 15_000;

const findTranscriptions = batchOf(transcriptionsOf);

/** What became of the words of a recording that is being read already; null where nobody was asked for them. */
export const transcriptionOf = async (
  ctx: RequestContext,
  recordingId: string,
): Promise<TranscriptionRow | null> => (await load(ctx, findTranscriptions, recordingId)) ?? null;

/** Why recordings are not written down, as a sentence; null where a provider does that. */
export const transcriptionMissing = ({ recording }: MeetingsContext): string | null =>
  recording.provider ? null : 'No transcription provider is set up on this server.';

/**
 * A recording can be played: its words are asked for, where there is whom to ask. In a transaction.
 * @returns whether what was written is needed for that
 */
export async function wantWords(ctx: MeetingsContext, recordingId: string): Promise<boolean> {
  if (!ctx.recording.provider) return false;
  await insertTranscription(ctx.db, recordingId);
  await later(ctx, TRANSCRIBE, {});
  return true;
}

/** Asks for the words of all recordings that are due, one after the other. */
export async function transcribeDue(ctx: MeetingsContext): Promise<void> {
  for (;;) {
    const due = await claimTranscription(ctx.db);
    if (!due) return;
    await transcribe(ctx, due);
  }
}

/** What nobody foresaw ends the job, and leaves the recording to whoever looks next: then nobody says any more that they ask. */
async function transcribe(ctx: MeetingsContext, due: TranscriptionRow): Promise<void> {
  const { recordingId } = due;
  const beating = setInterval(() => {
    beatTranscription(ctx.db, recordingId).catch((error: unknown) => {
      // The next beat says the same; a database that stays away ends the work itself.
      ctx.subgraph.logger.warn({ err: String(error) }, 'words are asked for, and nobody hears of it');
    });
  }, BEAT_MS);
  try {
    const { provider } = ctx.recording;
    if (provider) {
      for (const written of await untranscribedOf(ctx.db, recordingId)) await hear(ctx, provider, written);
      await settle(ctx, due, { state: 'DONE', because: null });
    } else {
      await settle(ctx, due, { state: 'FAILED', because: 'No transcription provider is set up any more.' });
    }
  } catch (error) {
    // Programs and other people's servers fail; whatever else does is nobody's plan.
    if (!(error instanceof UnusableAnswer) && !(error instanceof ToolFailed)) throw error;
    ctx.subgraph.logger.warn({ err: String(error), recording: recordingId }, 'no words of a recording');
    await settle(ctx, due, inVain(due, sentenceOf(error)));
  } finally {
    clearInterval(beating);
  }
}

const sentenceOf = (error: Error): string =>
  error instanceof UnusableAnswer
    ? `The transcription provider gave no words: ${error.message}.`
    : 'What was recorded could not be made ready for the transcription provider.';

/** Has the provider hear one voice after the other of what was written of somebody. */
async function hear(ctx: MeetingsContext, provider: Provider, written: Untranscribed): Promise<void> {
  const { writingId, meetingId } = written;
  const folder = join(ctx.routed.servers.recordings, meetingId);
  const workshop = join(folder, `${writingId}.voices`);
  await mkdir(workshop, { recursive: true });
  try {
    const answers: (readonly [Voice, Answer])[] = [];
    for (const voice of await voicesOf({ folder, name: writingId }, workshop)) {
      answers.push([voice, await askProvider(provider, voice)]);
    }
    await keep(ctx, written, answers);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** The words of somebody are kept together with that they are: asked twice, they are there once. */
const keep = (
  ctx: MeetingsContext,
  written: Untranscribed,
  answers: readonly (readonly [Voice, Answer])[],
): Promise<void> =>
  transaction(ctx, async (inner) => {
    if (!(await lockTranscription(inner.db, written.recordingId))) return;
    await noteTranscribed(inner.db, written.writingId);
    const recording = await recordingInside(inner, written.recordingId);
    for (const [{ beganAt, seconds }, { language, words }] of answers) {
      const offset = await recordedAt(inner, recording, beganAt);
      const speaker = { speakerId: written.personId, speakerName: written.displayName };
      const spoken = words.map((each) => ({ ...shifted(each, offset), ...speaker }));
      const span = { fromSeconds: offset, toSeconds: offset + seconds, speakerId: written.personId };
      await addProvided(inner, { meetingId: written.meetingId, language, spoken, span });
    }
  });

/** It is asked for again, later and later, until it is given up. */
function inVain(due: TranscriptionRow, because: string): Outcome {
  const attempts = due.attempts + 1;
  const nextAt = askedAgainAt(attempts, new Date());
  return nextAt ? { state: 'WAITING', because, attempts, nextAt } : { state: 'FAILED', because, attempts };
}

/** Notes what became of it. What was written is needed until the words are there, or nobody asks any more. */
const settle = (ctx: MeetingsContext, { recordingId }: TranscriptionRow, outcome: Outcome): Promise<void> =>
  transaction(ctx, async (inner) => {
    if (!(await lockTranscription(inner.db, recordingId))) return;
    await updateTranscription(inner.db, recordingId, outcome);
    const { meetingId } = await recordingInside(inner, recordingId);
    await tellRecording(inner, { id: recordingId, meetingId });
    const data: MeetingLog['meetingChanged'] = { meetingId };
    await inner.events.publish(meetingStream(meetingId), 'meetingChanged', data);
    if (outcome.state !== 'WAITING') await discardLater(inner, { id: recordingId, meetingId });
  });
