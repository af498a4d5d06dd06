import { type LogEvent, consumer, newestOf, personIn, textOf } from '@parley/kit';
import { recordPeople } from './person.service.js';
import type { PersonRow } from './person.table.js';

const toPerson = (event: LogEvent): PersonRow => {
  const { id, organizationId, kind, state, displayName, teamIds } = personIn(event);
  return { id, organizationId, kind, state, displayName, teamIds };
};

/** People as identity has them: who can be called, and how they are named. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged'],
  (ctx, events) => recordPeople(ctx, newestOf(events.map(toPerson))),
  { orderedBy: ({ data }) => textOf(data, 'userId') },
);
