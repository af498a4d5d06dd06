import { type LogEvent, type RequestContext, consumer, textOf } from '@parley/kit';
import { tellFilesOf } from './told-file.service.js';

/** How long messages come together, in milliseconds: most show no file, and each look costs as much. */
const GATHER_MS = 50;

const messageOf = ({ data }: LogEvent): string => textOf(data, 'messageId');

const takeIn = (ctx: RequestContext, events: readonly LogEvent[]): Promise<void> =>
  tellFilesOf(ctx, [...new Set(events.map(messageOf))]);

/** What files messages show is told to other subgraphs after the fact, so that sending a message does not wait for it. */
export const toldFileConsumer = consumer(
  'chat',
  ['messageAdded', 'messageChanged', 'messageRemoved'],
  takeIn,
  {
    name: 'told files',
    orderedBy: messageOf,
    gatherMs: GATHER_MS,
  },
);
