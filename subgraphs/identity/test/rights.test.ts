import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemCaller, verifyAudit, type Viewer } from '@parley/kit';
import { asViewer, type TestSubgraph } from '@parley/kit/testing';
import type { IdentityContext } from '../src/context.js';
import { endGrants } from '../src/role/role.service.js';
import { World, startIdentity, type Person, type Place } from './subgraph.js';

const GRANT = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { roles { role { id } department { id } expiresAt } } }`;
const WITHDRAW = `mutation ($input: WithdrawRoleInput!) { withdrawRole(input: $input) { roles { role { id } } } }`;
const UPDATE = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { displayName version departments { id } } }`;
const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { id displayName timeZone region { code } } }`;
const DEPARTMENT = `mutation ($input: UpdateDepartmentInput!) { updateDepartment(input: $input) { name parent { id } head { id } version } }`;
const TEAM = `mutation ($input: UpdateTeamInput!) { updateTeam(input: $input) { version members { nodes { id } } } }`;

let test_: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const grant = (viewer: Viewer, input: object) =>
  asViewer(test_, viewer).run(GRANT, { input: { key: randomUUID(), ...input } });
const code = ({ errors }: Awaited<ReturnType<typeof grant>>) =>
  errors?.map(({ extensions }) => extensions['code']).join() ?? null;
const fresh = ({ id, viewer }: Person) => world.viewerOf({ id, organizationId: viewer.organizationId });

const audited = (targetId: string): Promise<{ action: string; refused: boolean }[]> =>
  test_.runtime.database.query(`select action, refused from audit_entry where target_id = $1 order by seq`, [
    targetId,
  ]);

describe('roles', () => {
  test('give permissions at once, tell the holder, and are taken away', async () => {
    const person = await world.aPerson(place);
    const { viewer } = await world.ask(person.viewer, '{ viewer { accountCursor } }');
    const input = { userId: person.id, roleId: place.roles.SUPPORT_AGENT };
    const granted = await grant(place.admin.viewer, input);
    expect(granted.data.grantRole.roles).toHaveLength(2);
    expect((await fresh(person)).permissions).toContain('ANSWER_CUSTOMERS');
    const events = asViewer(test_, person.viewer).follow(
      `subscription ($after: Cursor) { viewerEvents(after: $after) { __typename ... on AccessChanged { permissions } } }`,
      { after: viewer.accountCursor },
    );
    const { value } = await events.next();
    expect(value.data.viewerEvents.__typename).toBe('AccessChanged');
    expect(value.data.viewerEvents.permissions).toContain('ANSWER_CUSTOMERS');
    await events.return();
    await world.ask(place.admin.viewer, WITHDRAW, { input: { ...input, key: randomUUID() } });
    expect((await fresh(person)).permissions).not.toContain('ANSWER_CUSTOMERS');
    expect(await audited(person.id)).toEqual([
      { action: 'createUser', refused: false },
      { action: 'grantRole', refused: false },
      { action: 'withdrawRole', refused: false },
    ]);
  });

  test('end by themselves, and housekeeping tells of it', async () => {
    const person = await world.aPerson(place);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await grant(place.admin.viewer, { userId: person.id, roleId: place.roles.SUPPORT_AGENT, expiresAt });
    const [[ended]]: [{ id: string }[]] = await test_.runtime.database.query(
      `update role_grant set expires_at = now() where user_id = $1 and expires_at is not null returning id`,
      [person.id],
    );
    expect(ended?.id).toMatch(/^grant_/);
    expect((await fresh(person)).permissions).not.toContain('ANSWER_CUSTOMERS');
    const { viewer } = await world.ask(person.viewer, '{ viewer { accountCursor } }');
    await endGrants(test_.runtime.context(systemCaller('test')) as IdentityContext);
    const events = asViewer(test_, person.viewer).follow(
      `subscription ($after: Cursor) { viewerEvents(after: $after) { __typename } }`,
      { after: viewer.accountCursor },
    );
    expect((await events.next()).value.data.viewerEvents.__typename).toBe('AccessChanged');
    await events.return();
  });

  test('within a department hold there and nowhere else', async () => {
    const nairobi = await world.aDepartment(place, 'Nairobi');
    const library = await world.aDepartment(place, 'Library');
    const dean = await world.aPerson(place);
    await grant(place.admin.viewer, { userId: dean.id, roleId: place.roles.DEAN, departmentId: nairobi });
    const viewer = await fresh(dean);
    expect(viewer.permissions).not.toContain('MANAGE_PEOPLE');
    const inside = await world.aPerson(place, { departmentIds: [nairobi] });
    const outside = await world.aPerson(place, { departmentIds: [library] });
    const change = (userId: string) => ({
      input: { userId, displayName: 'Renamed', expectedVersion: 1, key: randomUUID() },
    });
    expect((await world.ask(viewer, UPDATE, change(inside.id))).updateUser.displayName).toBe('Renamed');
    expect(await world.refusal(viewer, UPDATE, change(outside.id))).toBe('FORBIDDEN');
    expect(await audited(outside.id)).toContainEqual({ action: 'updateUser', refused: true });
  });

  test('cannot be used to rise: nobody gives what they lack, or changes who may do more', async () => {
    const dean = await world.aPerson(place, { kind: 'FACULTY', roles: ['DEAN', 'FACULTY'] });
    const key = randomUUID();
    expect(code(await grant(dean.viewer, { userId: dean.id, roleId: place.roles.SUPER_ADMIN }))).toBe(
      'FORBIDDEN',
    );
    const input = { email: `x.${key}@example.org`, displayName: 'X', kind: 'STAFF', country: 'KE', key };
    expect(
      await world.refusal(dean.viewer, CREATE, { input: { ...input, roleIds: [place.roles.SUPER_ADMIN] } }),
    ).toBe('FORBIDDEN');
    const { errors } = await asViewer(test_, null).run(
      `mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }`,
      {
        i: { email: input.email, password: 'correct horse battery', key },
      },
    );
    expect(errors).toHaveLength(1);
    const lock = { userId: place.admin.id, reason: 'coup', key: randomUUID() };
    expect(
      await world.refusal(
        dean.viewer,
        `mutation ($input: DisableUserInput!) { disableUser(input: $input) { id } }`,
        { input: lock },
      ),
    ).toBe('FORBIDDEN');
  });

  test('the last who manages roles keeps theirs, and nobody locks themselves out', async () => {
    const lonely = await world.aPlace();
    const input = { userId: lonely.admin.id, roleId: lonely.roles.SUPER_ADMIN, key: randomUUID() };
    expect(await world.refusal(lonely.admin.viewer, WITHDRAW, { input })).toBe('CONFLICT');
    expect((await fresh(lonely.admin)).permissions).toContain('MANAGE_ROLES');
    expect(
      await world.refusal(
        lonely.admin.viewer,
        `mutation ($input: DisableUserInput!) { disableUser(input: $input) { id } }`,
        {
          input: { userId: lonely.admin.id, reason: 'oops', key: randomUUID() },
        },
      ),
    ).toBe('CONFLICT');
  });

  test.each([
    ['an invented role', () => ({ roleId: 'role_none' }), 'NOT_FOUND'],
    ['an invented person', () => ({ userId: 'user_none' }), 'NOT_FOUND'],
    ['an invented department', () => ({ departmentId: 'department_none' }), 'NOT_FOUND'],
    ['an end in the past', () => ({ expiresAt: '2020-01-01T00:00:00Z' }), 'INVALID'],
  ])('%s is refused', async (_what, wrong, expected) => {
    const input = { userId: place.admin.id, roleId: place.roles.EMPLOYEE, ...wrong() };
    expect(code(await grant(place.admin.viewer, input))).toBe(expected);
  });

  test('a role that is not held cannot be taken', async () => {
    const person = await world.aPerson(place);
    const input = { userId: person.id, roleId: place.roles.DEAN, key: randomUUID() };
    expect(await world.refusal(place.admin.viewer, WITHDRAW, { input })).toBe('NOT_FOUND');
  });
});

describe('accounts', () => {
  test('are made once for each key, in the region of their country', async () => {
    const input = {
      email: `new.${randomUUID()}@example.org`,
      displayName: 'New',
      kind: 'STUDENT',
      roleIds: [place.roles.STUDENT],
      country: 'CA',
      password: 'a first password',
      key: randomUUID(),
    };
    const first = await world.ask(place.admin.viewer, CREATE, { input });
    expect(first.createUser).toMatchObject({ timeZone: 'Africa/Nairobi', region: { code: 'na' } });
    expect(await world.ask(place.admin.viewer, CREATE, { input })).toEqual(first);
    expect(
      await world.refusal(place.admin.viewer, CREATE, { input: { ...input, displayName: 'Other' } }),
    ).toBe('CONFLICT');
    const again = { ...input, email: input.email.toUpperCase(), key: randomUUID() };
    const { errors } = await asViewer(test_, place.admin.viewer).run(CREATE, { input: again });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'email' });
    await world.signIn(input.email, input.password);
  });

  test.each([
    ['kind', { kind: 'GUEST' }],
    ['regionCode', { regionCode: 'moon' }],
    ['password', { password: 'short' }],
    ['displayName', { displayName: '' }],
    ['email', { email: 'nobody' }],
  ])('with a wrong %s are refused', async (field, wrong) => {
    const input = {
      email: `w.${randomUUID()}@example.org`,
      displayName: 'W',
      kind: 'STAFF',
      roleIds: [],
      country: 'KE',
      key: randomUUID(),
      ...wrong,
    };
    const { errors } = await asViewer(test_, place.admin.viewer).run(CREATE, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field });
  });

  test('are changed by version, with their departments', async () => {
    const person = await world.aPerson(place);
    const department = await world.aDepartment(place);
    const input = {
      userId: person.id,
      departmentIds: [department, department],
      country: 'FR',
      regionCode: 'eu',
      expectedVersion: 1,
      key: randomUUID(),
    };
    expect((await world.ask(place.admin.viewer, UPDATE, { input })).updateUser).toMatchObject({
      version: 2,
      departments: [{ id: department }],
    });
    expect((await fresh(person)).departmentIds).toEqual([department]);
    expect(await world.refusal(place.admin.viewer, UPDATE, { input: { ...input, key: randomUUID() } })).toBe(
      'CONFLICT',
    );
    const wrong = { ...input, departmentIds: ['department_none'], expectedVersion: 2, key: randomUUID() };
    expect(await world.refusal(place.admin.viewer, UPDATE, { input: wrong })).toBe('NOT_FOUND');
  });
});

describe('departments and teams', () => {
  test('a department changes by version, and never stands below itself', async () => {
    const above = await world.aDepartment(place, 'Above');
    const below = await world.aDepartment(place, 'Below', { parentId: above, headId: place.admin.id });
    const change = (input: object) =>
      asViewer(test_, place.admin.viewer).run(DEPARTMENT, { input: { key: randomUUID(), ...input } });
    const loop = await change({ departmentId: above, parentId: below, expectedVersion: 1 });
    expect(loop.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'parentId' });
    const renamed = await change({ departmentId: below, name: 'Beside', parentId: null, expectedVersion: 1 });
    expect(renamed.data.updateDepartment).toEqual({
      name: 'Beside',
      parent: null,
      head: { id: place.admin.id },
      version: 2,
    });
    expect(code(await change({ departmentId: below, name: 'Stale', expectedVersion: 1 }))).toBe('CONFLICT');
    expect(code(await change({ departmentId: below, headId: 'user_none', expectedVersion: 2 }))).toBe(
      'NOT_FOUND',
    );
    const told = await test_.runtime.database.query(
      `select data->>'name' as name from log where kind = 'departmentChanged' and data->>'departmentId' = $1 order by seq`,
      [below],
    );
    expect(told).toEqual([{ name: 'Below' }, { name: 'Beside' }]);
  });

  test('a team tells who joins and who leaves', async () => {
    const [ann, ben] = [
      await world.aPerson(place, { name: 'Ann' }),
      await world.aPerson(place, { name: 'Ben' }),
    ];
    const team = await world.aTeam(place, [ann.id]);
    expect((await fresh(ann)).teamIds).toEqual([team]);
    const input = {
      teamId: team,
      addMemberIds: [ben.id],
      removeMemberIds: [ann.id],
      expectedVersion: 1,
      key: randomUUID(),
    };
    const changed = await world.ask(place.admin.viewer, TEAM, { input });
    expect(changed.updateTeam).toEqual({ version: 2, members: { nodes: [{ id: ben.id }] } });
    expect((await fresh(ann)).teamIds).toEqual([]);
    expect(await world.refusal(place.admin.viewer, TEAM, { input: { ...input, key: randomUUID() } })).toBe(
      'CONFLICT',
    );
    const many = {
      ...input,
      addMemberIds: Array.from({ length: 101 }, () => ben.id),
      expectedVersion: 2,
      key: randomUUID(),
    };
    expect(await world.refusal(place.admin.viewer, TEAM, { input: many })).toBe('INVALID');
  });

  test('people of another organisation join nothing', async () => {
    const stranger = (await world.aPlace()).admin;
    const team = await world.aTeam(place);
    const input = { teamId: team, addMemberIds: [stranger.id], expectedVersion: 1, key: randomUUID() };
    expect(await world.refusal(place.admin.viewer, TEAM, { input })).toBe('NOT_FOUND');
  });
});

test('the trail of an organisation is one unbroken chain', async () => {
  const { manager } = test_.runtime.database;
  await world.aPerson(place);
  expect(await verifyAudit(manager, place.id)).toBeNull();
  const [{ count }] = await manager.query(
    `select count(*)::int as count from audit_entry where organization_id = $1`,
    [place.id],
  );
  expect(count).toBeGreaterThan(0);
});
