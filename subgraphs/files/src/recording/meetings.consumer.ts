import { type LogEvent, consumer } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { awaitRecording, forgetRecording } from './recording.service.js';

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

async function takeIn(ctx: FilesContext, { kind, data }: LogEvent): Promise<void> {
  const recordingId = String(data['recordingId']);
  if (kind === 'recordingForgotten') {
    await forgetRecording(ctx, recordingId);
    return;
  }
  await awaitRecording(ctx, {
    ...{ recordingId, organizationId: String(data['organizationId']), ownerId: String(data['ownerId']) },
    ...{ audienceIds: texts(data['audienceIds']), name: String(data['name']) },
    ...{ size: Number(data['size']), sha256: String(data['sha256']) },
  });
}

/** Recordings of meetings that can be played, and those that are kept no longer. */
export const meetingsConsumer = consumer(
  'meetings',
  ['recordingMade', 'recordingForgotten'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as FilesContext, event);
  },
  { orderedBy: ({ data }) => String(data['recordingId']) },
);
