import { type LogEvent, type RequestContext, consumer, job, textOf } from '@parley/kit';
import { indexMessages, indexOldMessages } from './index.service.js';

/** Nobody searches for what was said this very moment; a batch costs a fraction of its messages one by one. */
const GATHER_MS = 250;

const messageOf = ({ data }: LogEvent): string => textOf(data, 'messageId');

const takeIn = (ctx: RequestContext, events: readonly LogEvent[]): Promise<void> =>
  indexMessages(ctx, [...new Set(events.map(messageOf))]);

/** The index of messages follows chat's own log, so that sending a message does not wait for it. */
export const searchConsumer = consumer('chat', ['messageAdded', 'messageChanged', 'messageRemoved'], takeIn, {
  name: 'search',
  orderedBy: messageOf,
  gatherMs: GATHER_MS,
});

/** Messages that were there before the index was. */
export const searchJob = job('index-old-messages', { cron: '* * * * *' }, (ctx) => indexOldMessages(ctx));
