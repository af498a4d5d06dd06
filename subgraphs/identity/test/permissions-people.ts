import {
  type PermissionRow,
  type Scene,
  EVERYBODY,
  F,
  H,
  MANAGERS_OF_NEW_THINGS,
  MANAGERS_OF_THINGS,
  MEMBERS,
  N,
  U,
  answers,
  entity,
  key,
  mutation,
  query,
} from './permission-rows.js';
import type { Person } from './subgraph.js';

const versionOf = async ({ world }: Scene, asker: Person | null): Promise<number> =>
  asker ? (await world.ask(asker.viewer, '{ viewer { user { version } } }')).viewer.user.version : 1;

/** People and what they belong to. */
export const ofPeople: readonly PermissionRow[] = [
  query(
    'user',
    'query ($id: ID!) { user(id: $id) { id } }',
    ({ colleague }) => ({ id: colleague.id }),
    MEMBERS,
  ),
  query(
    'users',
    'query ($text: String!) { users(filter: { text: $text }) { nodes { id } } }',
    () => ({ text: 'Colleague' }),
    MEMBERS,
  ),
  query(
    'department',
    'query ($id: ID!) { department(id: $id) { id } }',
    async ({ world, place }) => ({ id: await world.aDepartment(place) }),
    MEMBERS,
  ),
  query('subdivisions', '{ subdivisions(country: "GB") { code } }', () => ({}), EVERYBODY),
  mutation(
    'updateProfile',
    async (scene, asker) => ({ title: 'Changed', expectedVersion: await versionOf(scene, asker) }),
    answers(U, F, null, null, null),
  ),
  mutation('setWorkingHours', ({ colleague }) => ({ userId: colleague.id, hours: [] }), MANAGERS_OF_THINGS),
  mutation(
    'createUser',
    ({ place }) => ({
      email: `made.${key()}@example.org`,
      displayName: 'Made',
      kind: 'STAFF',
      roleIds: [place.roles.EMPLOYEE],
      country: 'KE',
    }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation(
    'updateUser',
    ({ colleague }) => ({ userId: colleague.id, displayName: 'Changed', expectedVersion: 1 }),
    MANAGERS_OF_THINGS,
  ),
  mutation('disableUser', ({ colleague }) => ({ userId: colleague.id, reason: 'left' }), MANAGERS_OF_THINGS),
  mutation('enableUser', ({ colleague }) => ({ userId: colleague.id }), MANAGERS_OF_THINGS),
  mutation(
    'grantRole',
    ({ colleague, place }) => ({ userId: colleague.id, roleId: place.roles.DEAN }),
    MANAGERS_OF_THINGS,
  ),
  mutation(
    'withdrawRole',
    ({ colleague, place }) => ({ userId: colleague.id, roleId: place.roles.EMPLOYEE }),
    MANAGERS_OF_THINGS,
  ),
  mutation(
    'createDepartment',
    async ({ world, place }) => ({ name: 'Made', parentId: await world.aDepartment(place) }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation(
    'updateDepartment',
    async ({ world, place }) => ({
      departmentId: await world.aDepartment(place),
      name: 'Changed',
      expectedVersion: 1,
    }),
    MANAGERS_OF_THINGS,
  ),
  mutation(
    'createTeam',
    ({ colleague }) => ({ name: 'Made', memberIds: [colleague.id] }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation(
    'updateTeam',
    async ({ world, place }) => ({ teamId: await world.aTeam(place), name: 'Changed', expectedVersion: 1 }),
    MANAGERS_OF_THINGS,
  ),
  // Who manages an account is told why others may do something with it; everybody reads what they may do themselves.
  {
    operation: 'User.whyCan',
    document:
      'query ($of: [_Any!]!, $who: ID!) { _entities(representations: $of) { ... on User { whyCan(userId: $who, action: MANAGE) { allowed } } } }',
    variables: ({ colleague, place }) => ({
      of: [{ __typename: 'User', id: colleague.id }],
      who: place.admin.id,
    }),
    answers: answers(U, N, F, null, H),
  },
  entity('AccessSubject', ({ colleague }) => ({ id: colleague.id }), MEMBERS, 'now'),
  entity('Organization', ({ place }) => ({ id: place.id }), answers(U, null, null, null, H), 'name'),
  // Whoever is named by something one may see has a name; guests see no more than that (people.test.ts).
  entity('User', ({ colleague }) => ({ id: colleague.id }), answers(U, null, null, null, H), 'displayName'),
  entity('Department', async ({ world, place }) => ({ id: await world.aDepartment(place) }), MEMBERS, 'name'),
  entity('Team', async ({ world, place }) => ({ id: await world.aTeam(place) }), MEMBERS, 'name'),
  entity('Role', ({ place }) => ({ id: place.roles.DEAN }), MEMBERS, 'permissions'),
  entity('Region', () => ({ code: 'af' }), EVERYBODY, 'name'),
  entity('Country', () => ({ code: 'KE' }), EVERYBODY, 'name'),
  // Meetings lets whoever holds a link see what it opens; whose that is is a name and no more.
  entity(
    'MeetingLobby',
    ({ place }) => ({ meetingId: 'meeting_1', organizationId: place.id }),
    EVERYBODY,
    'organizationName',
  ),
];
