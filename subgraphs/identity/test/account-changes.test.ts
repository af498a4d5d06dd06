import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, systemCaller } from '@parley/kit';
import { asViewer, expectQueries, type TestSubgraph } from '@parley/kit/testing';
import type { AccountChange } from '../src/account/account-change.store.js';
import type { IdentityContext } from '../src/context.js';
import { announcePassEnds } from '../src/guest-pass/guest-pass.service.js';
import { endGrants } from '../src/role/role.service.js';
import { endOverdueSessions } from '../src/session/session.service.js';
import { PASSWORD, World, startIdentity, type Person, type Place } from './subgraph.js';

let test_: TestSubgraph;
let world: World;
let place: Place;

beforeAll(async () => {
  test_ = await startIdentity();
  world = new World(test_);
  place = await world.aPlace();
});
afterAll(() => test_.stop());

const key = () => randomUUID();
const sql = (text: string, values: readonly unknown[]): Promise<unknown> =>
  test_.runtime.database.query(text, [...values]);
const product = () => test_.runtime.context(systemCaller('test')) as IdentityContext;

const change = (of: Partial<AccountChange>): AccountChange => ({
  viewerId: null,
  sessionId: null,
  organizationId: null,
  ...of,
});

/** What the gateway is told of an act; in no order, since the order means nothing. */
async function toldOf(act: () => Promise<unknown>): Promise<readonly AccountChange[]> {
  const { position } = await world.accountChanges();
  await act();
  return (await world.accountChanges(position)).changes;
}

const byText = (one: AccountChange, other: AccountChange): number =>
  JSON.stringify(one).localeCompare(JSON.stringify(other));
const sorted = (changes: readonly AccountChange[]) => [...changes].sort(byText);

const mutate = (viewer: Person['viewer'], field: string, input: object, selection = '{ __typename }') =>
  world.ask(
    viewer,
    `mutation ($input: ${field[0]?.toUpperCase() ?? ''}${field.slice(1)}Input!) { ${field}(input: $input) ${selection} }`,
    { input: { key: key(), ...input } },
  );

describe('the gateway is told whose connections to look at', () => {
  test('when somebody signs out: that session, and of the person nothing else', async () => {
    const person = await world.aPerson(place);
    const { sessionId } = person.viewer;
    expect(await toldOf(() => mutate(person.viewer, 'signOut', {}))).toEqual([
      change({ viewerId: person.id, sessionId }),
    ]);
  });

  test('when somebody signs out everywhere: every session', async () => {
    const person = await world.aPerson(place);
    const other = await world.viewerOf({ id: person.id, organizationId: place.id });
    const told = await toldOf(() => mutate(person.viewer, 'signOut', { everywhere: true }));
    const sessions = [person.viewer.sessionId, other.sessionId];
    expect(sorted(told)).toEqual(
      sorted(sessions.map((sessionId) => change({ viewerId: person.id, sessionId }))),
    );
  });

  test('when a session is ended from elsewhere', async () => {
    const person = await world.aPerson(place);
    const { sessionId } = await world.signIn(person.email);
    expect(await toldOf(() => mutate(person.viewer, 'revokeSession', { sessionId }))).toEqual([
      change({ viewerId: person.id, sessionId }),
    ]);
  });

  test('when the password changes: every other session', async () => {
    const person = await world.aPerson(place);
    const { sessionId } = await world.signIn(person.email);
    const input = { current: PASSWORD, password: 'quite another one' };
    expect(await toldOf(() => mutate(person.viewer, 'changePassword', input))).toEqual([
      change({ viewerId: person.id, sessionId }),
    ]);
  });

  test('when an account is locked: its sessions, and everything of the person', async () => {
    const person = await world.aPerson(place);
    const { sessionId } = person.viewer;
    const input = { userId: person.id, reason: 'Left' };
    const told = await toldOf(() => mutate(place.admin.viewer, 'disableUser', input));
    expect(sorted(told)).toEqual(
      sorted([change({ viewerId: person.id, sessionId }), change({ viewerId: person.id })]),
    );
  });

  test.each([
    [
      'is given a role',
      async (person: Person) => {
        const input = { userId: person.id, roleId: place.roles.DEAN };
        return () => mutate(place.admin.viewer, 'grantRole', input);
      },
    ],
    [
      'loses a role',
      async (person: Person) => {
        const input = { userId: person.id, roleId: place.roles.EMPLOYEE };
        return () => mutate(place.admin.viewer, 'withdrawRole', input);
      },
    ],
    [
      'is unlocked',
      async (person: Person) => {
        await mutate(place.admin.viewer, 'disableUser', { userId: person.id, reason: 'A mistake' });
        return () => mutate(place.admin.viewer, 'enableUser', { userId: person.id });
      },
    ],
    [
      'moves to another department',
      async (person: Person) => {
        const departmentIds = [await world.aDepartment(place)];
        const input = { userId: person.id, departmentIds, expectedVersion: 1 };
        return () => mutate(place.admin.viewer, 'updateUser', input);
      },
    ],
    ['joins a team', async (person: Person) => () => world.aTeam(place, [person.id])],
    [
      'leaves a team',
      async (person: Person) => {
        const teamId = await world.aTeam(place, [person.id]);
        const input = { teamId, removeMemberIds: [person.id], expectedVersion: 1 };
        return () => mutate(place.admin.viewer, 'updateTeam', input);
      },
    ],
    [
      'ends an API token',
      async (person: Person) => {
        const input = { name: 'A token', scopes: ['READ'] };
        const made = await mutate(person.viewer, 'createApiToken', input, '{ token { id } }');
        const tokenId: string = made.createApiToken.token.id;
        return () => mutate(person.viewer, 'revokeApiToken', { tokenId });
      },
    ],
    [
      'held a role until now',
      async (person: Person) => {
        const expiresAt = new Date(Date.now() + 60_000).toISOString();
        await mutate(place.admin.viewer, 'grantRole', {
          userId: person.id,
          roleId: place.roles.DEAN,
          expiresAt,
        });
        await sql(`update role_grant set expires_at = now() where user_id = $1 and expires_at is not null`, [
          person.id,
        ]);
        return () => endGrants(product());
      },
    ],
  ])('when somebody %s', async (_what, prepare) => {
    const person = await world.aPerson(place);
    const act = await prepare(person);
    expect(await toldOf(act)).toEqual([change({ viewerId: person.id })]);
  });

  test('when a guest pass is revoked: the session it opened, and whoever it concerns', async () => {
    const guest = await world.aGuest(place);
    const told = await toldOf(() => mutate(place.admin.viewer, 'revokeGuestPass', { passId: guest.passId }));
    expect(sorted(told)).toEqual(
      sorted([
        change({ viewerId: guest.id, sessionId: guest.viewer.sessionId }),
        change({ viewerId: guest.id }),
        change({ viewerId: place.admin.id }),
      ]),
    );
  });

  test('when a guest pass runs out', async () => {
    const guest = await world.aGuest(place);
    await sql(`update guest_pass set ends_at = now() where id = $1`, [guest.passId]);
    const told = await toldOf(() => announcePassEnds(product()));
    expect(told).toContainEqual(change({ viewerId: guest.id, sessionId: guest.viewer.sessionId }));
    expect(told).toContainEqual(change({ viewerId: guest.id }));
  });

  test('when a session runs out', async () => {
    const person = await world.aPerson(place);
    const { sessionId } = person.viewer;
    await sql(`update session set expires_at = now() where id = $1`, [sessionId]);
    expect(await toldOf(() => endOverdueSessions(product()))).toEqual([
      change({ viewerId: person.id, sessionId }),
    ]);
  });

  test('and of a profile not at all', async () => {
    const person = await world.aPerson(place);
    const input = { title: 'Librarian', expectedVersion: 1 };
    expect(await toldOf(() => mutate(person.viewer, 'updateProfile', input))).toEqual([]);
  });
});

test('a change is told although an older transaction is still running', async () => {
  const person = await world.aPerson(place);
  const { position } = await world.accountChanges();
  const runner = test_.runtime.database.createQueryRunner();
  await runner.startTransaction();
  try {
    // It has written, so whoever reads in commit order has to wait for it.
    await runner.query(`select pg_current_xact_id()`);
    await mutate(person.viewer, 'signOut', {});
    const told = await world.accountChanges(position);
    expect(told.changes).toHaveLength(1);
    // And it is told once, not again as long as the other one runs.
    expect((await world.accountChanges(told.position)).changes).toEqual([]);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
});

test('a change that commits late, in a transaction that began early, is told when it commits', async () => {
  const viewerId = newId('user');
  const runner = test_.runtime.database.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`insert into log (stream, seq, kind, data) values ($1, 1, 'accessChanged', '{}')`, [
    `viewer:${viewerId}`,
  ]);
  const before = await world.accountChanges();
  const person = await world.aPerson(place);
  await mutate(person.viewer, 'signOut', {});
  const between = await world.accountChanges(before.position);
  expect(between.changes).toEqual([change({ viewerId: person.id, sessionId: person.viewer.sessionId })]);
  await runner.commitTransaction();
  await runner.release();
  expect((await world.accountChanges(between.position)).changes).toEqual([change({ viewerId })]);
});

test('more changes than can be told are told as everything', async () => {
  const { position } = await world.accountChanges();
  await sql(
    `insert into log (stream, seq, kind, data)
     select 'viewer:crowd', n, 'accessChanged', '{}' from generate_series(1, 5000) n`,
    [],
  );
  expect(await world.accountChanges(position)).toMatchObject({ everything: true, changes: [] });
});

test.each(['', '1', "1:2:'; drop table log", `${'9'.repeat(30)}:1:`])('no position is %j', async (after) => {
  const query = 'query ($after: String) { accountChanges(after: $after) }';
  const { errors } = await test_.runtime.execute({ query, variables: { after } }, systemCaller('test'));
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['INVALID']);
});

describe('passports', () => {
  test('of a hundred take as many statements as that of one, and each fails alone', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => world.aPerson(place)));
    const devices = await Promise.all(people.map(({ email }) => world.signIn(email)));
    const guest = await world.redeem((await world.aPass(place.admin.viewer)).token);
    const input = { name: 'A token', scopes: ['READ'] };
    const made = await mutate(place.admin.viewer, 'createApiToken', input, '{ secret }');
    const secret: string = made.createApiToken.secret;
    await world.passport(secret);
    const over = await world.signIn(people[0]?.email ?? '');
    await mutate(place.admin.viewer, 'revokeSession', { sessionId: over.sessionId });
    const good = devices.map(({ accessToken }) => accessToken);
    const mixed = [...good, 'nonsense', over.accessToken, 'parley_pat_nobody', guest.accessToken, secret];
    const credentials = Array.from({ length: 100 }, (_, n) => mixed[n % mixed.length] ?? '');
    // Sessions with standings, tokens, the standings of theirs, passes.
    const found = await expectQueries(test_, 4, () => world.passports(credentials));
    expect(found.slice(0, 15).map((each) => each?.id ?? null)).toEqual([
      ...people.map(({ id }) => id),
      null,
      null,
      null,
      expect.stringMatching(/^user_/),
      place.admin.id,
    ]);
    // The session with its standing.
    await expectQueries(test_, 1, () => world.passport(good[0] ?? ''));
  });

  test('more than a hundred at once are refused', async () => {
    const query = 'query ($of: [String!]!) { passports(credentials: $of) }';
    const variables = { of: Array.from({ length: 101 }, () => 'x') };
    const { errors } = await test_.runtime.execute({ query, variables }, systemCaller('test'));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'credentials' });
  });

  test('say until when they hold, where a role was given with an end', async () => {
    const person = await world.aPerson(place);
    const { accessToken } = await world.signIn(person.email);
    expect((await world.passport(accessToken))?.changesAt).toBeNull();
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    await mutate(place.admin.viewer, 'grantRole', {
      userId: person.id,
      roleId: place.roles.DEAN,
      expiresAt,
    });
    expect((await world.passport(accessToken))?.changesAt).toBe(expiresAt);
  });

  test('are not for anybody who is not the gateway, not even in shared executions', async () => {
    const query = '{ passports(credentials: ["x"]) }';
    const shared = await asViewer(test_, null, { shared: true }).run(query);
    expect(shared.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
