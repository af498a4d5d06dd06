import { randomUUID } from 'node:crypto';
import { newId, type Action, type PersonNow } from '@parley/kit';
import type { TestSubgraph } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, type Place, World, startIdentity } from './subgraph.js';

let test_: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const WHY = `query ($of: [_Any!]!, $userId: ID!, $action: Action!) { _entities(representations: $of) { ... on User {
  whyCan(userId: $userId, action: $action) { allowed decidedBy { allows rule text } steps { allows rule } } } } }`;

interface Explanation {
  readonly allowed: boolean;
  readonly decidedBy: { readonly allows: boolean; readonly rule: string; readonly text: string };
  readonly steps: readonly { readonly allows: boolean; readonly rule: string }[];
}

const asked = (account: Person, userId: string, action: Action) => ({
  of: [{ __typename: 'User', id: account.id }],
  userId,
  action,
});

/** What the super admin is told. */
async function why(account: Person, actor: Person, action: Action): Promise<Explanation> {
  const { _entities } = await world.ask(place.admin.viewer, WHY, asked(account, actor.id, action));
  return _entities[0].whyCan as Explanation;
}

const UPDATE = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { id } }`;
const PROFILE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }`;
const LOOK = `query ($id: ID!) { user(id: $id) { id viewerCan } }`;

const versionOf = async ({ id }: Person): Promise<number> =>
  (await world.ask(place.admin.viewer, `query ($id: ID!) { user(id: $id) { version } }`, { id })).user
    .version;

/** Whether the deed that each action stands for is really done. */
const DEEDS: Readonly<Partial<Record<Action, (account: Person, actor: Person) => Promise<boolean>>>> = {
  READ: async (account, actor) => (await world.ask(actor.viewer, LOOK, { id: account.id })).user !== null,
  EDIT: async (account, actor) => {
    const input = { expectedVersion: await versionOf(account), key: randomUUID() };
    return account.id === actor.id
      ? (await world.refusal(actor.viewer, PROFILE, { input })) === null
      : (await world.refusal(actor.viewer, UPDATE, { input: { ...input, userId: account.id } })) === null;
  },
  MANAGE: async (account, actor) => {
    const input = { userId: account.id, expectedVersion: await versionOf(account), key: randomUUID() };
    return (await world.refusal(actor.viewer, UPDATE, { input })) === null;
  },
  EXPLAIN: async (account, actor) =>
    (await world.refusal(actor.viewer, WHY, asked(account, actor.id, 'READ'))) === null,
};

async function aDepartmentManager(departmentId: string): Promise<Person> {
  const person = await world.aPerson(place, { name: 'Manager of a department' });
  const input = { userId: person.id, roleId: place.roles.SUPER_ADMIN, departmentId, key: randomUUID() };
  const GRANT = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }`;
  await world.ask(place.admin.viewer, GRANT, { input });
  return { ...person, viewer: await world.viewerOf({ id: person.id, organizationId: place.id }) };
}

test('for everybody over everybody, what is explained is what happens', { timeout: 60_000 }, async () => {
  const departmentId = await world.aDepartment(place);
  const people: Readonly<Record<string, Person>> = {
    guest: await world.aGuest(place),
    student: await world.aPerson(place, { kind: 'STUDENT', roles: ['STUDENT'] }),
    customer: await world.aPerson(place, { kind: 'CUSTOMER', roles: ['CUSTOMER'] }),
    employee: await world.aPerson(place, { departmentIds: [departmentId] }),
    dean: await world.aPerson(place, { roles: ['DEAN'] }),
    departmentManager: await aDepartmentManager(departmentId),
    admin: place.admin,
  };
  const explained: Record<string, boolean> = {};
  const done: Record<string, boolean> = {};
  for (const [who, actor] of Object.entries(people)) {
    for (const [whose, account] of Object.entries(people)) {
      for (const [action, deed] of Object.entries(DEEDS)) {
        const name = `${who} ${action} ${whose}`;
        const { allowed, decidedBy, steps } = await why(account, actor, action as Action);
        expect([name, decidedBy.allows, steps.at(-1)?.rule]).toEqual([name, allowed, decidedBy.rule]);
        explained[name] = allowed;
        done[name] = await deed(account, actor);
      }
    }
  }
  expect(explained).toEqual(done);
  // The comparison means something only where both answers occur.
  expect(new Set(Object.values(done))).toEqual(new Set([true, false]));
});

test('the rule that decides names what an administrator can change', async () => {
  const departmentId = await world.aDepartment(place);
  const employee = await world.aPerson(place, { departmentIds: [departmentId] });
  const manager = await aDepartmentManager(departmentId);
  const other = await world.aPerson(place);
  expect((await why(employee, other, 'MANAGE')).decidedBy).toEqual({
    allows: false,
    rule: 'NONE',
    text: 'Only people who manage accounts may do this',
  });
  expect((await why(employee, manager, 'MANAGE')).decidedBy).toMatchObject({ allows: true, rule: 'ROLE' });
  expect((await why(place.admin, manager, 'MANAGE')).decidedBy.rule).toBe('NONE');
  expect((await why(other, other, 'EDIT')).decidedBy.rule).toBe('OWNER');
  expect((await why(other, other, 'RECORD')).decidedBy.rule).toBe('NONE');
});

test('of whom the viewer does not know, nothing is explained', async () => {
  const { admin } = await world.aPlace();
  const employee = await world.aPerson(place);
  for (const userId of [admin.id, newId('user')]) {
    expect(await world.refusal(place.admin.viewer, WHY, asked(employee, userId, 'READ'))).toBe('NOT_FOUND');
  }
});

test('who would not be let in may do nothing, and it is said why', async () => {
  const [employee, locked] = [await world.aPerson(place), await world.aPerson(place)];
  const input = { userId: locked.id, reason: 'left', key: randomUUID() };
  const DISABLE = `mutation ($input: DisableUserInput!) { disableUser(input: $input) { id } }`;
  await world.ask(place.admin.viewer, DISABLE, { input });
  expect(await why(employee, locked, 'READ')).toMatchObject({
    allowed: false,
    decidedBy: { rule: 'ACCOUNT', text: 'Their account is locked' },
  });
});

const NOW = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on AccessSubject { now } } }`;

test('other subgraphs are told of a person what a passport of theirs would say', async () => {
  const guest = await world.aGuest(place);
  const employee = await world.aPerson(place);
  const of = [guest, employee].map(({ id }) => ({ __typename: 'AccessSubject', id }));
  const { _entities } = (await world.ask(place.admin.viewer, NOW, { of })) as {
    _entities: { now: PersonNow }[];
  };
  for (const [n, { viewer }] of [guest, employee].entries()) {
    const { sessionId: _session, endsAt: _end, scopes: _scopes, ...rest } = { ...viewer };
    expect(_entities[n]?.now.barredBecause).toBeNull();
    expect(_entities[n]?.now.viewer).toEqual({
      ...Object.fromEntries(
        Object.entries(rest).filter(([name]) => !['expiresAt', 'changesAt'].includes(name)),
      ),
      sessionId: null,
      scopes: null,
      endsAt: viewer.endsAt,
    });
  }
  const REVOKE = `mutation ($input: RevokeGuestPassInput!) { revokeGuestPass(input: $input) { id } }`;
  await world.ask(place.admin.viewer, REVOKE, { input: { passId: guest.passId, key: randomUUID() } });
  const after = (await world.ask(place.admin.viewer, NOW, { of })) as { _entities: { now: PersonNow }[] };
  expect(after._entities[0]?.now.viewer).toBeNull();
  expect(after._entities[0]?.now.barredBecause).toMatch(/locked|pass has ended/);
});
