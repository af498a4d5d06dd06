import { type Consumer, consumer, idInStream } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { whoIsIn } from './presence.service.js';

/** Who comes to a meeting that is recorded is asked, and who goes is waited for no longer. */
export const recordingConsumer: Consumer = consumer(
  'meetings',
  ['participantChanged', 'meetingChanged'],
  async (ctx, events) => {
    const meetings = events.filter(({ stream }) => stream.startsWith('meeting:')).map(idInStream);
    for (const meetingId of new Set(meetings)) await whoIsIn(ctx as MeetingsContext, meetingId);
  },
  { name: 'recordings', orderedBy: idInStream },
);
