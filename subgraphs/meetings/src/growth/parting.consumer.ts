import { type Consumer, consumer, idInStream } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { partCalls } from './parting.service.js';

/** Who goes out of a room that a call has become has hung up. */
export const partingConsumer: Consumer = consumer(
  'meetings',
  ['participantChanged', 'meetingChanged'],
  async (ctx, events) => {
    const meetings = events.filter(({ stream }) => stream.startsWith('meeting:')).map(idInStream);
    for (const meetingId of new Set(meetings)) await partCalls(ctx as MeetingsContext, meetingId);
  },
  { name: 'calls in rooms', orderedBy: idInStream },
);
