import { type LogEvent, consumer } from '@parley/kit';
import { recordPeople } from './person.service.js';
import type { PersonRow } from './person.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const toPerson = ({ data }: LogEvent): PersonRow => ({
  id: text(data['userId']),
  organizationId: text(data['organizationId']),
  kind: text(data['kind']),
  state: text(data['state']),
  displayName: text(data['displayName']),
  teamIds: texts(data['teamIds']),
});

/** People as identity has them: who can be called, and how they are named. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged'],
  async (ctx, events) => {
    // The newest of each: a batch may speak of the same person several times.
    const people = new Map(events.map(toPerson).map((person) => [person.id, person]));
    await recordPeople(ctx, [...people.values()]);
  },
  { orderedBy: ({ data }) => text(data['userId']) },
);
