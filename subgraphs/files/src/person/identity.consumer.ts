import {
  type LogEvent,
  type RequestContext,
  consumer,
  departmentIn,
  newestOf,
  personIn,
  textOf,
  textOrNull,
} from '@parley/kit';
import { recordTold } from './person.service.js';
import type { DepartmentRow, GuestPassRow, TeamRow } from './person.table.js';

const toDepartment = (event: LogEvent): DepartmentRow => {
  const { id, organizationId, name } = departmentIn(event);
  return { id, organizationId, name };
};

const toTeam = ({ data }: LogEvent): TeamRow => ({
  id: textOf(data, 'teamId'),
  organizationId: textOf(data, 'organizationId'),
  name: textOf(data, 'name'),
});

const toPass = ({ data }: LogEvent): GuestPassRow => ({
  id: textOf(data, 'passId'),
  organizationId: textOf(data, 'organizationId'),
  guestId: textOrNull(data, 'guestId'),
  issuedById: textOrNull(data, 'issuedById'),
  endsAt: new Date(textOf(data, 'endsAt')),
  over: data['over'] === true,
});

/** Its guest and whoever invited them are told of a pass by its id alone; other subgraphs are told all of it. */
const isWhole = ({ data }: LogEvent): boolean => textOrNull(data, 'endsAt') !== null;

async function takeIn(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  const told = (kind: string) => events.filter((event) => event.kind === kind);
  await recordTold(ctx, {
    people: newestOf(told('userChanged').map(personIn)),
    departments: newestOf(told('departmentChanged').map(toDepartment)),
    teams: newestOf(told('teamChanged').map(toTeam)),
    passes: newestOf(told('guestPassChanged').filter(isWhole).map(toPass)),
  });
}

/** What is said of one person, department, team or pass is taken in in order; one of them holds up no other. */
const subjectOf = ({ data }: LogEvent): string =>
  textOf(data, 'userId') || textOf(data, 'departmentId') || textOf(data, 'teamId') || textOf(data, 'passId');

/** People and what they belong to as identity has them: with whom files can be shared, and who belongs where. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged', 'departmentChanged', 'teamChanged', 'guestPassChanged'],
  takeIn,
  { orderedBy: subjectOf },
);
