import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { announceToPeople } from '../channel/announce.service.js';
import { renameDirectsOf, syncDepartments } from '../channel/department-sync.service.js';
import { endGuestMemberships, tellFormerIssuers } from '../channel/guest.service.js';
import { recordHolds } from '../retention/hold.service.js';
import { followRecipients } from '../scheduled/sending.service.js';
import { findPeople, recordDepartments, recordPeople } from './person.service.js';
import type { DepartmentRow, PersonRow, WorkingHours } from './person.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const hoursOf = (value: unknown): WorkingHours[] =>
  (Array.isArray(value) ? (value as Record<string, unknown>[]) : []).map((span) => ({
    day: text(span['day']),
    startsAt: text(span['startsAt']),
    endsAt: text(span['endsAt']),
  }));

const toPerson = ({ data }: LogEvent): PersonRow => ({
  id: text(data['userId']),
  organizationId: text(data['organizationId']),
  kind: text(data['kind']),
  state: text(data['state']),
  displayName: text(data['displayName']),
  departmentIds: texts(data['departmentIds']),
  teamIds: texts(data['teamIds']),
  roleIds: texts(data['roleIds']),
  country: textOrNull(data['country']),
  region: textOrNull(data['region']),
  timeZone: text(data['timeZone']) || 'UTC',
  workingHours: hoursOf(data['workingHours']),
});

const toDepartment = ({ data }: LogEvent): DepartmentRow => ({
  id: text(data['departmentId']),
  organizationId: text(data['organizationId']),
  name: text(data['name']),
  headId: textOrNull(data['headId']),
});

/** The newest of each id: a batch may speak of the same person several times. */
const newest = <T extends { readonly id: string }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

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
  const people = newest(events.filter(({ kind }) => kind === 'userChanged').map(toPerson));
  const departments = newest(events.filter(({ kind }) => kind === 'departmentChanged').map(toDepartment));
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
  await recordHolds(ctx, events);
  const moved = [
    ...(await syncDepartments(ctx, { personIds, departmentIds: null })),
    ...(await syncDepartments(ctx, { personIds: null, departmentIds })),
    ...(await endGuestMemberships(ctx, formerGuests)),
  ];
  await announceToPeople(ctx, moved);
}

/** What is said of one person, of one department, or of one hold, is taken in in order; one of them holds up no other. */
const subjectOf = ({ data }: LogEvent): string =>
  text(data['userId']) || text(data['departmentId']) || text(data['holdId']);

/** People, departments and legal holds as identity has them: whom to invite, who belongs where, what is kept. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged', 'departmentChanged', 'legalHoldChanged'],
  takeIn,
  {
    orderedBy: subjectOf,
  },
);
