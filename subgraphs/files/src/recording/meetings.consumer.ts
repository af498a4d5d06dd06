import { type LogEvent, consumer, textOf, textsOf } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { awaitRecording, forgetRecording } from './recording.service.js';

async function takeIn(ctx: FilesContext, { kind, data }: LogEvent): Promise<void> {
  const recordingId = textOf(data, 'recordingId');
  if (kind === 'recordingForgotten') {
    await forgetRecording(ctx, recordingId);
    return;
  }
  await awaitRecording(ctx, {
    ...{ recordingId, organizationId: textOf(data, 'organizationId'), ownerId: textOf(data, 'ownerId') },
    ...{ audienceIds: textsOf(data, 'audienceIds'), name: textOf(data, 'name') },
    ...{ size: Number(data['size']), sha256: textOf(data, 'sha256') },
  });
}

/** Recordings of meetings that can be played, and those that are kept no longer. */
export const meetingsConsumer = consumer(
  'meetings',
  ['recordingMade', 'recordingForgotten'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as FilesContext, event);
  },
  { orderedBy: ({ data }) => textOf(data, 'recordingId') },
);
