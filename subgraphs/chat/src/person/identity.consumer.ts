import {
  type LogEvent,
  type RequestContext,
  type Told,
  consumer,
  departmentIn,
  newestOf,
  partsOf,
  personIn,
  textOf,
} from '@parley/kit';
import { announceToPeople } from '../channel/announce.service.js';
import { renameDirectsOf, syncDepartments } from '../channel/department-sync.service.js';
import { endGuestMemberships, tellFormerIssuers } from '../channel/guest.service.js';
import { followHolds } from '../retention/hold.service.js';
import { followRecipients } from '../scheduled/sending.service.js';
import { findPeople, recordDepartments, recordPeople } from './person.service.js';
import type { PersonRow, WorkingHours } from './person.table.js';

const hoursOf = (told: Told): WorkingHours[] =>
  partsOf(told, 'workingHours').map((span) => ({
    day: textOf(span, 'day'),
    startsAt: textOf(span, 'startsAt'),
    endsAt: textOf(span, 'endsAt'),
  }));

const toPerson = (event: LogEvent): PersonRow => ({
  ...personIn(event),
  timeZone: textOf(event.data, 'timeZone') || 'UTC',
  workingHours: hoursOf(event.data),
});

/** Of these people, members whose account was active until now and is so no longer. */
async function lapsedAmong(ctx: RequestContext, people: readonly PersonRow[]): Promise<string[]> {
  const ended = people
    .filter(({ kind, state }) => kind !== 'GUEST' && state !== 'ACTIVE')
    .map(({ id }) => id);
  if (ended.length === 0) return [];
  const before = await findPeople(ctx, ended);
  return ended.filter((id) => before.get(id)?.state === 'ACTIVE');
}

async function takeIn(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  const people = newestOf(events.filter(({ kind }) => kind === 'userChanged').map(toPerson));
  const departments = newestOf(events.filter(({ kind }) => kind === 'departmentChanged').map(departmentIn));
  const personIds = people.map(({ id }) => id);
  const departmentIds = departments.map(({ id }) => id);
  const formerGuests = people
    .filter(({ kind, state }) => kind === 'GUEST' && state !== 'ACTIVE')
    .map(({ id }) => id);
  const lapsed = await lapsedAmong(ctx, people);
  await recordPeople(ctx, people);
  await recordDepartments(ctx, departments);
  await followRecipients(ctx, personIds);
  await renameDirectsOf(ctx, personIds);
  await tellFormerIssuers(ctx, lapsed);
  await followHolds(ctx, events);
  const moved = [
    ...(await syncDepartments(ctx, { personIds, departmentIds: null })),
    ...(await syncDepartments(ctx, { personIds: null, departmentIds })),
    ...(await endGuestMemberships(ctx, formerGuests)),
  ];
  await announceToPeople(ctx, moved);
}

/** What is said of one person, of one department, or of one hold, is taken in in order; one of them holds up no other. */
const subjectOf = ({ data }: LogEvent): string =>
  textOf(data, 'userId') || textOf(data, 'departmentId') || textOf(data, 'holdId');

/** People, departments and legal holds as identity has them: whom to invite, who belongs where, what is kept. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged', 'departmentChanged', 'legalHoldChanged'],
  takeIn,
  {
    orderedBy: subjectOf,
  },
);
