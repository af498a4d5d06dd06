import { type Job, job, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import {
  type Discarded,
  discardMedia,
  makeNeglectedPlayable,
  makePlayable,
  SILENT_SECONDS,
} from './conversion.service.js';
import { countSilence, whoIsIn } from './presence.service.js';
import { COUNT_SILENCE, DISCARD_MEDIA, MAKE_PLAYABLE } from './recording-life.service.js';
import { forget } from './recording.service.js';
import {
  expiredRecordings,
  isHeld,
  lockRecording,
  neglectedRecordings,
  overdueMeetings,
} from './recording.store.js';

const AT_ONCE = 20;

const idIn = (data: object): string => String((data as { recordingId?: unknown }).recordingId);

/** Counts silence as no. */
const countingSilence: Job = job(COUNT_SILENCE, { atOnce: 20 }, (ctx, data) =>
  transaction(ctx as MeetingsContext, (inner) => countSilence(inner, idIn(data))),
);

/** One at a time: each takes as much of the machine as it gets. */
const makingPlayable: Job = job(MAKE_PLAYABLE, {}, (ctx, data) =>
  makePlayable(ctx as MeetingsContext, idIn(data)),
);

const discarding: Job = job(DISCARD_MEDIA, {}, (ctx, data) =>
  discardMedia(ctx as MeetingsContext, data as Discarded),
);

/** Takes up what processes left that are gone, and ends what runs in meetings that are over. */
export async function lookAfterRecordings(ctx: MeetingsContext): Promise<void> {
  for (const meetingId of await overdueMeetings(ctx.db, AT_ONCE)) {
    await transaction(ctx, (inner) => whoIsIn(inner, meetingId));
  }
  for (const { id } of await neglectedRecordings(ctx.db, SILENT_SECONDS, 1)) {
    await makeNeglectedPlayable(ctx, id);
  }
}

/** Removes recordings that are kept no longer, in files as well. */
export async function retireRecordings(ctx: MeetingsContext): Promise<void> {
  for (const { id } of await expiredRecordings(ctx.db, AT_ONCE)) {
    await transaction(ctx, async (inner) => {
      const recording = await lockRecording(inner.db, id);
      const isOver = recording?.expiresAt && recording.expiresAt <= new Date();
      // A hold may have come meanwhile.
      if (isOver && !(await isHeld(inner.db, recording.meetingId))) await forget(inner, recording);
    });
  }
}

/** What is done with recordings by itself. */
export const recordingJobs: readonly Job[] = [
  ...[countingSilence, makingPlayable, discarding],
  job('look-after-recordings', { cron: '* * * * *' }, (ctx) => lookAfterRecordings(ctx as MeetingsContext)),
  job('retire-recordings', { cron: '* * * * *' }, (ctx) => retireRecordings(ctx as MeetingsContext)),
];
