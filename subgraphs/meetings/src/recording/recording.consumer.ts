import { type Consumer, consumer, type LogEvent } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { whoIsIn } from './presence.service.js';

/** The meeting whose stream it is: `meeting:<id>`. */
const meetingOf = ({ stream }: LogEvent): string => stream.slice(stream.indexOf(':') + 1);

/** Who comes to a meeting that is recorded is asked, and who goes is waited for no longer. */
export const recordingConsumer: Consumer = consumer(
  'meetings',
  ['participantChanged', 'meetingChanged'],
  async (ctx, events) => {
    const meetings = events.filter(({ stream }) => stream.startsWith('meeting:')).map(meetingOf);
    for (const meetingId of new Set(meetings)) await whoIsIn(ctx as MeetingsContext, meetingId);
  },
  { name: 'recordings', orderedBy: meetingOf },
);
