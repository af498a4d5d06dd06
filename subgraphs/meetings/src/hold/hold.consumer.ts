import { type LogEvent, consumer } from '@parley/kit';
import { type ToldHold, recordHolds } from './hold.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const toHold = ({ data }: LogEvent): ToldHold => ({
  id: text(data['holdId']),
  organizationId: text(data['organizationId']),
  userIds: texts(data['userIds']),
  channelIds: texts(data['channelIds']),
  lifted: data['lifted'] === true,
});

/** Legal holds as identity has them; apart from people, so that holds from before meetings knew of them are read too. */
export const holdConsumer = consumer(
  'identity',
  ['legalHoldChanged'],
  (ctx, events) => recordHolds(ctx, events.map(toHold)),
  { name: 'identity-holds', orderedBy: ({ data }) => text(data['holdId']) },
);
