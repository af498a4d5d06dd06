import { type Consumer, consumer, type LogEvent, textOf } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { recordRefused, recordTaken } from './handing.service.js';

async function takeIn(ctx: MeetingsContext, { kind, data }: LogEvent): Promise<void> {
  const recordingId = textOf(data, 'recordingId');
  if (kind === 'recordingTaken') await recordTaken(ctx, recordingId, textOf(data, 'fileId'));
  else await recordRefused(ctx, recordingId, textOf(data, 'because'));
}

/** What became of recordings in files. */
export const filesConsumer: Consumer = consumer(
  'files',
  ['recordingTaken', 'recordingRefused'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as MeetingsContext, event);
  },
  { orderedBy: ({ data }) => textOf(data, 'recordingId') },
);
