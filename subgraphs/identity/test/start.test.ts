import { afterEach, describe, expect, test } from 'vitest';
import { createLogger, demoId, startSubgraph } from '@parley/kit';
import { callerOf, throwawayDatabase, type ThrowawayDatabase, type TestSubgraph } from '@parley/kit/testing';
import { identity } from '../src/identity.js';
import { DEMO_GUEST_TOKEN, DEMO_PASSWORD, NORTHGATE, harbourAdmin, people } from '../src/demo/northgate.js';
import { World, startIdentity } from './subgraph.js';

const CONFIG = {
  TOKEN_SECRET: 'a secret of the tests, long enough to sign with',
  PUBLIC_URL: 'https://parley.test',
  PARLEY_DEMO: true,
  NODE_ENV: 'test',
} as const;

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
  cleanUp = [];
});

async function aDatabase(): Promise<ThrowawayDatabase> {
  const database = await throwawayDatabase();
  cleanUp.push(() => database.drop());
  return database;
}

async function start(database: ThrowawayDatabase, config: Parameters<typeof identity>[0]): Promise<World> {
  const runtime = await startSubgraph(await identity(config), {
    databaseUrl: database.url,
    logger: createLogger('identity', 'error'),
  });
  cleanUp.push(() => runtime.stop());
  return new World({ runtime, stop: () => Promise.resolve() });
}

describe('the demo', () => {
  test('lets everybody in with its password, and the examiner with his link', async () => {
    const demo: TestSubgraph = await startIdentity({ demo: true });
    cleanUp.push(() => demo.stop());
    const world = new World(demo);
    for (const { n, name, email } of [...people, harbourAdmin]) {
      const viewer = await world.passport((await world.signIn(email ?? '', DEMO_PASSWORD)).accessToken);
      expect(viewer?.id).toBe(demoId('user', n));
      const { viewer: own } = await world.ask(viewer, '{ viewer { user { displayName title bio } } }');
      expect(own.user.displayName).toBe(name);
      expect(own.user.bio.split('. ')).toHaveLength(2);
    }
    const guest = await world.passport(
      (await world.redeem(DEMO_GUEST_TOKEN, 'Oluwaseun Adeyemi')).accessToken,
    );
    expect(guest).toMatchObject({
      id: demoId('user', 16),
      kind: 'guest',
      organizationId: NORTHGATE,
      grants: [{ targetId: demoId('channel', 1), actions: ['READ', 'POST'] }],
    });
  });

  test('shows isolation: neither organisation sees the other', async () => {
    const demo = await startIdentity({ demo: true });
    cleanUp.push(() => demo.stop());
    const world = new World(demo);
    const count = async (email: string): Promise<unknown> => {
      const viewer = await world.passport((await world.signIn(email, DEMO_PASSWORD)).accessToken);
      return (await world.ask(viewer, '{ users { totalCount } }')).users.totalCount;
    };
    expect(await count('amara.okafor@northgate.ac.uk')).toBe(16);
    expect(await count('noor.haddad@harbour.example')).toBe(1);
    expect(await count('leila.haddad@harbour.example')).toBe(0);
  });

  test('is seeded once, and its people keep what they changed', async () => {
    const database = await aDatabase();
    const first = await start(database, CONFIG);
    await first.test.runtime.database.query(`update user_account set title = 'Changed' where id = $1`, [
      demoId('user', 1),
    ]);
    const second = await start(database, CONFIG);
    const rows = await second.test.runtime.database.query(`select title from user_account where id = $1`, [
      demoId('user', 1),
    ]);
    expect(rows).toEqual([{ title: 'Changed' }]);
    const [{ count }] = await second.test.runtime.database.query(
      `select count(*)::int as count from log where kind = 'userChanged'`,
    );
    expect(count).toBe(17);
  });

  test.each([{ PARLEY_DEMO: false }, { NODE_ENV: 'production' as const }])(
    'is left out with %j',
    async (without) => {
      const world = await start(await aDatabase(), { ...CONFIG, ...without });
      const [{ count }] = await world.test.runtime.database.query(
        `select count(*)::int as count from organization`,
      );
      expect(count).toBe(0);
    },
  );
});

describe('a first start without the demo', () => {
  const first = {
    ...CONFIG,
    PARLEY_DEMO: false,
    FIRST_ORGANIZATION: 'Harbour School',
    FIRST_ADMIN_EMAIL: 'head@harbour.example',
    FIRST_ADMIN_PASSWORD: 'a first password',
  };

  test('makes the configured organisation and its super admin, once', async () => {
    const database = await aDatabase();
    await start(database, first);
    const world = await start(database, { ...first, FIRST_ADMIN_EMAIL: 'other@harbour.example' });
    const viewer = await world.passport(
      (await world.signIn('head@harbour.example', 'a first password')).accessToken,
    );
    const answer = await world.ask(
      viewer,
      '{ viewer { permissions organization { name roles { template } } } users { totalCount } }',
    );
    expect(answer.viewer.permissions).toHaveLength(27);
    expect(answer.viewer.organization).toMatchObject({ name: 'Harbour School' });
    expect(answer.viewer.organization.roles).toHaveLength(8);
    expect(answer.users.totalCount).toBe(1);
  });

  test('refuses a first password that somebody would guess, before anything runs', async () => {
    const definition = identity({ ...first, FIRST_ADMIN_PASSWORD: 'short' });
    await expect(definition).rejects.toThrow(
      'FIRST_ADMIN_PASSWORD is refused: Choose a password of at least 10',
    );
  });
});

test('the region of an entity is known to nobody in particular', async () => {
  const world = await start(await aDatabase(), { ...CONFIG, PARLEY_DEMO: false });
  const { data } = await world.test.runtime.execute(
    {
      query: `{ _entities(representations: [{ __typename: "Country", code: "KE" }, { __typename: "Region", code: "eu" }, { __typename: "Country", code: "ZZ" }]) {
        ... on Country { name region { code name } } ... on Region { name } } }`,
    },
    callerOf(null),
  );
  expect(JSON.parse(JSON.stringify(data))).toEqual({
    _entities: [{ name: 'Kenya', region: { code: 'af', name: 'Africa' } }, { name: 'Europe' }, null],
  });
});
