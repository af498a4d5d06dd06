import { createReadStream, type ReadStream } from 'node:fs';
import { rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound, transaction } from '@parley/kit';
import { ToolFailed } from '@parley/kit/tool';
import { compose } from '../composition/compose.js';
import type { Composed } from '../composition/composition.js';
import { filesOf } from '../composition/tracks.js';
import type { MeetingsContext } from '../context.js';
import { type RecordingTold, toldStream } from '../events.js';
import { meetingInside } from '../meeting/meeting.access.js';
import { takeStep, tellRecording } from './recording-life.service.js';
import { fileNameOf, NOTHING_WRITTEN } from './recording.rules.js';
import { lockRecording, marksOf, recordingsById, saveChapters, updateRecording } from './recording.store.js';
import type { RecordingRow } from './recording.table.js';
import { audienceOf, endWritings, isWritten, writingsOf } from './writing.store.js';

/** Whoever makes a recording playable says so this often; who is silent for longer than that is gone. */
const BEAT_MS = 15_000;
export const SILENT_SECONDS = 60;

const folderOf = (ctx: MeetingsContext, meetingId: string): string =>
  join(ctx.routed.servers.recordings, meetingId);

/** Where the film of a recording is until files have it. */
const filmOf = (ctx: MeetingsContext, { id, meetingId }: Pick<RecordingRow, 'id' | 'meetingId'>): string =>
  join(folderOf(ctx, meetingId), `${id}.mp4`);

const isFresh = ({ state, workedAt }: RecordingRow, now: Date): boolean =>
  state === 'PROCESSING' && workedAt !== null && now.getTime() - workedAt.getTime() < SILENT_SECONDS * 1_000;

/** Takes it on, unless it is done, somebody else has it, or something is still written. */
async function claim(ctx: MeetingsContext, id: string): Promise<RecordingRow | null> {
  return transaction(ctx, async (inner) => {
    const recording = await lockRecording(inner.db, id);
    const [now, isWaiting] = [
      new Date(),
      recording?.state === 'STOPPED' || recording?.state === 'PROCESSING',
    ];
    if (!recording || !isWaiting || recording.toldAt || isFresh(recording, now)) return null;
    if (await isWritten(inner.db, id)) return null;
    return takeStep(inner, recording, 'PROCESS', { workedAt: now });
  });
}

/** Whoever wrote to a recording is gone, and has not said that they stopped: nothing is written to it any more. */
export async function makeNeglectedPlayable(ctx: MeetingsContext, recordingId: string): Promise<void> {
  const recording = (await recordingsById(ctx.db, [recordingId])).get(recordingId);
  if (recording?.state === 'STOPPED') await endWritings(ctx.db, recordingId);
  await makePlayable(ctx, recordingId);
}

/**
 * Makes one film of what was written, and tells files that it is there. At least once: what a process that was killed has
 * made is made again, and files take the first that they hear of.
 */
export async function makePlayable(ctx: MeetingsContext, recordingId: string): Promise<void> {
  const recording = await claim(ctx, recordingId);
  if (!recording) return;
  const beating = setInterval(() => {
    updateRecording(ctx.db, recordingId, { workedAt: new Date() }).catch((error: unknown) => {
      // The next beat says the same; a database that stays away ends the work itself.
      ctx.subgraph.logger.warn({ err: String(error) }, 'a recording is made, and nobody hears of it');
    });
  }, BEAT_MS);
  try {
    const composed = await composeAll(ctx, recording);
    await (composed ? finish(ctx, recording, composed) : fail(ctx, recording, NOTHING_WRITTEN));
  } catch (error) {
    // Programs of the system, disks and databases fail in ways that only running them tells.
    ctx.subgraph.logger.error({ err: error, recording: recordingId }, 'a recording was not made playable');
    await inVain(ctx, recording, error);
  } finally {
    clearInterval(beating);
  }
  // It may have been deleted meanwhile: then what was made of it is nobody's.
  const isThere = (await recordingsById(ctx.db, [recordingId])).has(recordingId);
  if (!isThere) await discardMedia(ctx, { recordingId, meetingId: recording.meetingId, written: [] });
}

/** What breaks down each time must not keep the recordings of others waiting for ever. */
const MOST_ATTEMPTS = 5;

/**
 * Begins again what may do better the next time. What somebody else has ended, for want of memory or by hand, is taken up
 * as after a process that was killed: nobody says any more that they work on it. Programs that are missing, or make no
 * sense of what arrived, do no better.
 * @throws what nobody foresaw, for whoever tries again at once
 */
async function inVain(ctx: MeetingsContext, recording: RecordingRow, error: unknown): Promise<void> {
  const attempts = recording.attempts + 1;
  const because = reasonToGiveUp(error, attempts);
  if (because !== null) return fail(ctx, recording, because);
  const isKilled = error instanceof ToolFailed;
  await updateRecording(ctx.db, recording.id, isKilled ? { attempts } : { attempts, workedAt: null });
  if (!isKilled) throw error;
}

/** Why a film is not tried once more; null where it is. */
function reasonToGiveUp(error: unknown, attempts: number): string | null {
  const isLast = attempts >= MOST_ATTEMPTS;
  if (!(error instanceof ToolFailed)) return isLast ? BROKEN : null;
  if (error.why === 'KILLED') return isLast ? ended(error.tool) : null;
  return error.why === 'MISSING' ? lacking(error.tool) : BROKEN;
}

const BROKEN = 'What was recorded could not be made playable.';
const lacking = (tool: string): string => `${tool} is not installed on this server; ask an administrator.`;
const ended = (tool: string): string =>
  `${tool} was ended again and again on this server while it made this playable; ask an administrator.`;

async function composeAll(ctx: MeetingsContext, recording: RecordingRow): Promise<Composed | null> {
  const { id, meetingId } = recording;
  const [{ title }, written, marks] = [
    await meetingInside(ctx, meetingId),
    await writingsOf(ctx.db, id),
    await marksOf(ctx.db, id),
  ];
  return compose({
    ...{ folder: folderOf(ctx, meetingId), path: filmOf(ctx, recording), title, marks },
    written: written.map((each) => ({
      participantId: each.participantId,
      displayName: each.displayName,
      name: each.id,
    })),
  });
}

/** What is known of it is written down before its file is anywhere else. */
function finish(ctx: MeetingsContext, { id }: RecordingRow, composed: Composed): Promise<void> {
  return transaction(ctx, async (inner) => {
    const recording = await lockRecording(inner.db, id);
    if (recording?.state !== 'PROCESSING' || recording.toldAt) return;
    const { title } = await meetingInside(inner, recording.meetingId);
    await saveChapters(inner.db, id, composed.chapters);
    const { durationSeconds, beganAt, size, sha256 } = composed;
    await updateRecording(inner.db, id, { durationSeconds, beganAt, toldAt: new Date() });
    const told: RecordingTold = {
      ...{ recordingId: id, organizationId: recording.organizationId, ownerId: recording.startedById },
      audienceIds: await audienceOf(inner.db, id),
      ...{ name: fileNameOf(title, recording.startedAt ?? recording.askedAt), size, sha256 },
    };
    await inner.events.publish(toldStream(id), 'recordingMade', told);
    await tellRecording(inner, recording);
  });
}

const fail = (ctx: MeetingsContext, { id }: RecordingRow, because: string): Promise<void> =>
  transaction(ctx, async (inner) => {
    const recording = await lockRecording(inner.db, id);
    if (recording?.state === 'PROCESSING') {
      await takeStep(inner, recording, 'FAIL', { failedBecause: because });
    }
  });

/** The film of a recording, for files to take. @throws NOT_FOUND where they have it, or it was deleted */
export async function readFilm(ctx: MeetingsContext, recordingId: string): Promise<ReadStream> {
  const recording = (await recordingsById(ctx.db, [recordingId])).get(recordingId);
  if (recording?.state !== 'PROCESSING' || !recording.toldAt) throw notFound('Recording');
  const path = filmOf(ctx, recording);
  await stat(path);
  return createReadStream(path);
}

/** What is removed of a recording, whether or not its row is still there. */
export interface Discarded {
  readonly recordingId: string;
  readonly meetingId: string;
  readonly written: readonly string[];
}

/** Removes what was written and made of a recording. Doing it again does nothing. */
export async function discardMedia(ctx: MeetingsContext, discarded: Discarded): Promise<void> {
  const { recordingId: id, meetingId, written } = discarded;
  const folder = folderOf(ctx, meetingId);
  for (const name of written) {
    for (const path of await filesOf(folder, name)) await rm(path, { force: true });
  }
  await rm(filmOf(ctx, { id, meetingId }), { force: true });
  await rm(`${filmOf(ctx, { id, meetingId })}.parts`, { recursive: true, force: true });
  await rmdir(folder).catch((error: unknown) => {
    // Another recording of the same meeting is there, or none ever was.
    if (!['ENOTEMPTY', 'ENOENT', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))) {
      throw error;
    }
  });
}
