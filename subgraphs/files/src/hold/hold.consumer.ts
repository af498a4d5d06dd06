import { type LogEvent, consumer, textOf, textsOf } from '@parley/kit';
import { recordHolds, type ToldHold } from './hold.service.js';

const toHold = ({ data }: LogEvent): ToldHold => ({
  id: textOf(data, 'holdId'),
  organizationId: textOf(data, 'organizationId'),
  userIds: textsOf(data, 'userIds'),
  channelIds: textsOf(data, 'channelIds'),
  lifted: data['lifted'] === true,
});

/** Legal holds as identity has them; apart from people, so that holds from before files knew of them are read too. */
export const holdConsumer = consumer(
  'identity',
  ['legalHoldChanged'],
  (ctx, events) => recordHolds(ctx, events.map(toHold)),
  { name: 'identity-holds', orderedBy: ({ data }) => textOf(data, 'holdId') },
);
