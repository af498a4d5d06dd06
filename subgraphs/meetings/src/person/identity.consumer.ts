import { type LogEvent, consumer, newestOf, textOf, textsOf } from '@parley/kit';
import { recordPeople } from './person.service.js';
import type { PersonRow } from './person.table.js';

const toPerson = ({ data }: LogEvent): PersonRow => ({
  id: textOf(data, 'userId'),
  organizationId: textOf(data, 'organizationId'),
  kind: textOf(data, 'kind'),
  state: textOf(data, 'state'),
  displayName: textOf(data, 'displayName'),
  teamIds: textsOf(data, 'teamIds'),
});

/** People as identity has them: who can be called, and how they are named. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged'],
  (ctx, events) => recordPeople(ctx, newestOf(events.map(toPerson))),
  { orderedBy: ({ data }) => textOf(data, 'userId') },
);
