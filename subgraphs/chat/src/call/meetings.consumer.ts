import { type LogEvent, consumer, textOf } from '@parley/kit';
import { type CallOver, postCall } from './call-message.service.js';

const toCall = ({ data }: LogEvent): CallOver => ({
  callId: textOf(data, 'callId'),
  callerId: textOf(data, 'callerId'),
  calleeId: textOf(data, 'calleeId'),
  answered: data['answered'] === true,
});

/** Calls that are over: the conversation of the two shows them. */
export const meetingsConsumer = consumer(
  'meetings',
  ['callTold'],
  async (ctx, events) => {
    for (const event of events) await postCall(ctx, toCall(event));
  },
  { orderedBy: ({ data }) => [textOf(data, 'callerId'), textOf(data, 'calleeId')].sort().join(' ') },
);
