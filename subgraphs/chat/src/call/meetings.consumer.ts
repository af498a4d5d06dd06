import { type LogEvent, consumer } from '@parley/kit';
import { type CallOver, postCall } from './call-message.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const toCall = ({ data }: LogEvent): CallOver => ({
  callId: text(data['callId']),
  callerId: text(data['callerId']),
  calleeId: text(data['calleeId']),
  answered: data['answered'] === true,
});

/** Calls that are over: the conversation of the two shows them. */
export const meetingsConsumer = consumer(
  'meetings',
  ['callTold'],
  async (ctx, events) => {
    for (const event of events) await postCall(ctx, toCall(event));
  },
  { orderedBy: ({ data }) => [text(data['callerId']), text(data['calleeId'])].sort().join(' ') },
);
