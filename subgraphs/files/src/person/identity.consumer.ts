import { type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { recordTold } from './person.service.js';
import type { DepartmentRow, GuestPassRow, PersonRow, TeamRow } from './person.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

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
});

const toDepartment = ({ data }: LogEvent): DepartmentRow => ({
  id: text(data['departmentId']),
  organizationId: text(data['organizationId']),
  name: text(data['name']),
});

const toTeam = ({ data }: LogEvent): TeamRow => ({
  id: text(data['teamId']),
  organizationId: text(data['organizationId']),
  name: text(data['name']),
});

const toPass = ({ data }: LogEvent): GuestPassRow => ({
  id: text(data['passId']),
  organizationId: text(data['organizationId']),
  guestId: textOrNull(data['guestId']),
  issuedById: textOrNull(data['issuedById']),
  endsAt: new Date(text(data['endsAt'])),
  over: data['over'] === true,
});

/** The newest of each id: a batch may speak of the same person several times. */
function newest<T extends { readonly id: string }>(
  events: readonly LogEvent[],
  kind: string,
  toRow: (event: LogEvent) => T,
): T[] {
  const rows = events.filter((event) => event.kind === kind).map(toRow);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

async function takeIn(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  await recordTold(ctx, {
    people: newest(events, 'userChanged', toPerson),
    departments: newest(events, 'departmentChanged', toDepartment),
    teams: newest(events, 'teamChanged', toTeam),
    passes: newest(events, 'guestPassChanged', toPass),
  });
}

/** What is said of one person, department, team or pass is taken in in order; one of them holds up no other. */
const subjectOf = ({ data }: LogEvent): string =>
  text(data['userId']) || text(data['departmentId']) || text(data['teamId']) || text(data['passId']);

/** People and what they belong to as identity has them: with whom files can be shared, and who belongs where. */
export const identityConsumer = consumer(
  'identity',
  ['userChanged', 'departmentChanged', 'teamChanged', 'guestPassChanged'],
  takeIn,
  { orderedBy: subjectOf },
);
