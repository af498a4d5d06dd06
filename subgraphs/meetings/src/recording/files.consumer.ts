import { type Consumer, consumer, type LogEvent } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { recordRefused, recordTaken } from './handing.service.js';

async function takeIn(ctx: MeetingsContext, { kind, data }: LogEvent): Promise<void> {
  const recordingId = String(data['recordingId']);
  if (kind === 'recordingTaken') await recordTaken(ctx, recordingId, String(data['fileId']));
  else await recordRefused(ctx, recordingId, String(data['because']));
}

/** What became of recordings in files. */
export const filesConsumer: Consumer = consumer(
  'files',
  ['recordingTaken', 'recordingRefused'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as MeetingsContext, event);
  },
  { orderedBy: ({ data }) => String(data['recordingId']) },
);
