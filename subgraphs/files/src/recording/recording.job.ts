import { type Job, job } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { SILENT_SECONDS, TAKE_RECORDING, takeRecording } from './recording.service.js';
import { awaitedRecordings } from './recording.store.js';

const AT_ONCE = 10;

const idIn = (data: object): string => String((data as { recordingId?: unknown }).recordingId);

/** Takes up recordings whose bytes nobody brings: meetings were away, or a process was killed. */
export async function takeAwaited(ctx: FilesContext): Promise<void> {
  for (const id of await awaitedRecordings(ctx.db, SILENT_SECONDS, AT_ONCE)) {
    await takeRecording(ctx, id).catch((error: unknown) => {
      // One that cannot be had now keeps no other from being taken; it is looked for again.
      ctx.subgraph.logger.warn({ err: String(error), recording: id }, 'a recording is not there yet');
    });
  }
}

/** What is done with recordings by itself. */
export const recordingJobs: readonly Job[] = [
  job(TAKE_RECORDING, { atOnce: 2 }, (ctx, data) => takeRecording(ctx as FilesContext, idIn(data))),
  job('take-awaited-recordings', { cron: '* * * * *' }, (ctx) => takeAwaited(ctx as FilesContext)),
];
