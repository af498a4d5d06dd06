import { randomUUID } from 'node:crypto';
import { newId } from '@parley/kit';
import { PASSWORD, type Person, type Place, type World } from './subgraph.js';

/** Who asks: nobody, a guest, an employee, the super admin, and the super admin of another organisation. */
export const WHO = ['stranger', 'guest', 'member', 'manager', 'otherOrganisation'] as const;
export type Who = (typeof WHO)[number];

/** What each of them is answered: null for yes, a code for no, HIDDEN for an answer that shows nothing. */
export type Answers = Readonly<Record<Who, string | null>>;

/** The people and things that every row is about; made anew for each, so that no row depends on another. */
export interface Scene {
  readonly world: World;
  readonly place: Place;
  readonly other: Place;
  readonly guest: Person;
  readonly member: Person;
  /** Somebody of the organisation who never asks. */
  readonly colleague: Person;
}

/** One operation or entity, for all who may ask. */
export interface PermissionRow {
  /** `Query.user`, `Mutation.signIn`, `Subscription.viewerEvents` or `Entity.User`. */
  readonly operation: string;
  readonly document: string;
  readonly variables: (scene: Scene, asker: Person | null) => Promise<object> | object;
  readonly answers: Answers;
}

const answers = (
  stranger: string | null,
  guest: string | null,
  member: string | null,
  manager: string | null,
  otherOrganisation: string | null,
): Answers => ({
  stranger,
  guest,
  member,
  manager,
  otherOrganisation,
});

const U = 'UNAUTHENTICATED';
const F = 'FORBIDDEN';
const N = 'NOT_FOUND';
const H = 'HIDDEN';

const EVERYBODY = answers(null, null, null, null, null);
const SIGNED_IN = answers(U, null, null, null, null);
const MEMBERS = answers(U, H, null, null, H);
const MANAGERS_OF_THINGS = answers(U, N, F, null, N);
const MANAGERS_OF_NEW_THINGS = answers(U, F, F, null, N);
const MANAGER_READS = answers(U, H, H, null, H);

const key = () => randomUUID();

const query = (
  field: string,
  document: string,
  variables: PermissionRow['variables'],
  expected: Answers,
): PermissionRow => ({
  operation: `Query.${field}`,
  document,
  variables,
  answers: expected,
});

const mutation = (
  field: string,
  variables: (scene: Scene, asker: Person | null) => Promise<object> | object,
  expected: Answers,
  selection = '{ __typename }',
): PermissionRow => ({
  operation: `Mutation.${field}`,
  document: `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) ${selection} }`,
  variables: async (scene, asker) => ({ input: { key: key(), ...(await variables(scene, asker)) } }),
  answers: expected,
});

const entity = (
  type: string,
  reference: (scene: Scene) => Promise<object> | object,
  expected: Answers,
  field = 'id',
): PermissionRow => ({
  operation: `Entity.${type}`,
  document: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${field} } } }`,
  variables: async (scene) => ({ of: [{ __typename: type, ...(await reference(scene)) }] }),
  answers: expected,
});

const passOf = async ({ world, place }: Scene) => (await world.aPass(place.admin.viewer)).passId;

const tokenOf = async ({ world, place }: Scene): Promise<string> => {
  const { createApiToken } = await world.ask(
    place.admin.viewer,
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { id } } }`,
    { input: { name: 'A token', scopes: ['READ'], key: key() } },
  );
  return createApiToken.token.id;
};

const holdOf = async ({ world, place, colleague }: Scene): Promise<string> => {
  const { placeLegalHold } = await world.ask(
    place.admin.viewer,
    `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id } }`,
    { input: { name: 'A hold', reason: 'A court asks', userIds: [colleague.id], key: key() } },
  );
  return placeLegalHold.id;
};

const sessionOf = async ({ world, member }: Scene) => (await world.signIn(member.email)).sessionId;

const aGrant = () => [{ targetId: newId('channel'), actions: ['READ'] }];
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

const versionOf = async ({ world }: Scene, asker: Person | null): Promise<number> =>
  asker ? (await world.ask(asker.viewer, '{ viewer { user { version } } }')).viewer.user.version : 1;

/** Every root field, every entity and every explanation of identity; permission.test.ts fails when one is missing. */
export const permissions: readonly PermissionRow[] = [
  query('viewer', '{ viewer { id } }', () => ({}), answers(H, null, null, null, null)),
  query('passports', '{ passports(credentials: ["parley_pat_guess"]) }', () => ({}), answers(F, F, F, F, F)),
  query('accountChanges', '{ accountChanges }', () => ({}), answers(F, F, F, F, F)),
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
  query(
    'guestPass',
    'query ($id: ID!) { guestPass(id: $id) { id } }',
    async (scene) => ({ id: await passOf(scene) }),
    MANAGER_READS,
  ),
  query(
    'guestPasses',
    '{ guestPasses { nodes { id } } }',
    async (scene) => {
      await passOf(scene);
      return {};
    },
    MANAGER_READS,
  ),
  query('signInOptions', '{ signInOptions { password } }', () => ({}), EVERYBODY),
  query('subdivisions', '{ subdivisions(country: "GB") { code } }', () => ({}), EVERYBODY),

  mutation('signIn', ({ colleague }) => ({ email: colleague.email, password: PASSWORD }), EVERYBODY),
  mutation(
    'redeemGuestLink',
    async ({ world, place }) => ({
      token: (await world.aPass(place.admin.viewer)).token,
      displayName: 'A guest',
    }),
    EVERYBODY,
  ),
  // Nobody has a cookie here: what renews a session is the cookie, not the viewer.
  mutation('renewSession', () => ({}), answers(U, U, U, U, U)),
  mutation('signOut', () => ({}), SIGNED_IN),
  mutation(
    'revokeSession',
    async (scene) => ({ sessionId: await sessionOf(scene) }),
    answers(U, N, null, null, N),
  ),
  mutation(
    'changePassword',
    () => ({ current: PASSWORD, password: 'another good one' }),
    answers(U, F, null, null, null),
  ),
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
  // Each invites to their own organisation; what is named is for its owner to honour.
  mutation(
    'issueGuestPass',
    () => ({ name: 'Made', grants: aGrant(), endsAt: tomorrow() }),
    answers(U, F, F, null, null),
  ),
  mutation('revokeGuestPass', async (scene) => ({ passId: await passOf(scene) }), answers(U, N, N, null, N)),
  mutation(
    'placeLegalHold',
    ({ colleague }) => ({ name: 'Made', reason: 'A court asks', userIds: [colleague.id] }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation(
    'liftLegalHold',
    async (scene) => ({ holdId: await holdOf(scene), reason: 'Settled' }),
    MANAGERS_OF_NEW_THINGS,
  ),
  mutation('createApiToken', () => ({ name: 'Made', scopes: ['READ'] }), answers(U, F, null, null, null)),
  mutation('revokeApiToken', async (scene) => ({ tokenId: await tokenOf(scene) }), answers(U, N, N, null, N)),

  {
    operation: 'Subscription.viewerEvents',
    document: 'subscription { viewerEvents { __typename } }',
    variables: () => ({}),
    answers: SIGNED_IN,
  },

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
  entity('Viewer', ({ member }) => ({ id: member.id }), answers(U, H, null, H, H)),
  entity('Organization', ({ place }) => ({ id: place.id }), answers(U, null, null, null, H), 'name'),
  // Whoever is named by something one may see has a name; guests see no more than that (people.test.ts).
  entity('User', ({ colleague }) => ({ id: colleague.id }), answers(U, null, null, null, H), 'displayName'),
  entity('Department', async ({ world, place }) => ({ id: await world.aDepartment(place) }), MEMBERS, 'name'),
  entity('Team', async ({ world, place }) => ({ id: await world.aTeam(place) }), MEMBERS, 'name'),
  entity('Role', ({ place }) => ({ id: place.roles.DEAN }), MEMBERS, 'permissions'),
  entity('GuestPass', async (scene) => ({ id: await passOf(scene) }), MANAGER_READS, 'name'),
  entity(
    'Session',
    async (scene) => ({ id: await sessionOf(scene) }),
    answers(U, H, null, null, H),
    'device',
  ),
  entity('ApiToken', async (scene) => ({ id: await tokenOf(scene) }), MANAGER_READS, 'name'),
  entity('LegalHold', async (scene) => ({ id: await holdOf(scene) }), MANAGER_READS, 'name'),
  entity('Region', () => ({ code: 'af' }), EVERYBODY, 'name'),
  entity('Country', () => ({ code: 'KE' }), EVERYBODY, 'name'),
];
