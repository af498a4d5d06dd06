import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '@parley/kit';
import { TestGateway, type TestSocket } from './gateway.js';
import type { Account } from './graph.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway.stop());

const graph = () => gateway.graph;
let people = 0;

interface Connected {
  readonly id: string;
  readonly organizationId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly socket: TestSocket;
}

/** Somebody with an organisation, a session and a socket of their own. */
async function connected(who: Partial<Viewer> = {}): Promise<Connected> {
  const number = String(++people);
  const ids = {
    id: `user ${number}`,
    organizationId: `organization ${number}`,
    sessionId: `session ${number}`,
    ...who,
  };
  const token = await gateway.token(ids);
  return { ...ids, sessionId: ids.sessionId ?? '', token, socket: await gateway.socket().init(token) };
}

/** What identity would say of the credential from now on. */
function change(token: string, account: Partial<Account> | null): void {
  const present = graph().accounts.get(token);
  if (account && present) graph().accounts.set(token, { ...present, ...account });
  else graph().accounts.delete(token);
}

async function answers(socket: TestSocket): Promise<boolean> {
  socket.subscribe('alive', '{ lonely }');
  const { type } = await socket.next();
  await socket.next();
  return type === 'next';
}

/** Each kind of revocation, as identity tells it: what changes, what is announced, how the socket ends. */
const REVOCATIONS: readonly [string, Partial<Viewer>, (who: Connected) => void, number][] = [
  [
    'a session that ends',
    {},
    ({ id, sessionId }) => {
      graph().announce({ viewerId: id, sessionId });
    },
    4401,
  ],
  [
    'an account that is locked',
    {},
    ({ id, token }) => {
      change(token, null);
      graph().announce({ viewerId: id });
    },
    4401,
  ],
  [
    'a role that is withdrawn',
    { permissions: ['MANAGE_PEOPLE'] },
    ({ id, token }) => {
      change(token, { permissions: [] });
      graph().announce({ viewerId: id });
    },
    4410,
  ],
  [
    'a guest pass that is revoked',
    { kind: 'guest', endsAt: '2099-01-01T00:00:00.000Z' },
    ({ id, token }) => {
      change(token, null);
      graph().announce({ viewerId: id });
    },
    4401,
  ],
  [
    'an API token that is revoked',
    { kind: 'app', sessionId: null, scopes: ['READ'] },
    ({ id, token }) => {
      change(token, null);
      graph().announce({ viewerId: id });
    },
    4401,
  ],
  [
    'an organisation that is suspended',
    {},
    ({ organizationId, token }) => {
      change(token, null);
      graph().announce({ organizationId });
    },
    4401,
  ],
];

test.each(REVOCATIONS)('%s closes its sockets at once', async (_what, who, revoke, code) => {
  const person = await connected(who);
  const bystander = await connected();
  revoke(person);
  expect((await person.socket.closed).code).toBe(code);
  expect(await answers(bystander.socket)).toBe(true);
  bystander.socket.close();
});

test('a revocation that nobody was woken for is found within two seconds', async () => {
  const { id, token, socket } = await connected();
  change(token, null);
  const since = performance.now();
  graph().announce({ viewerId: id }, false);
  expect((await socket.closed).code).toBe(4401);
  expect(performance.now() - since).toBeLessThan(2_000);
});

test('every socket of an organisation ends, those of others go on', async () => {
  const staff = await Promise.all(
    Array.from({ length: 20 }, () => connected({ organizationId: 'one of many' })),
  );
  const others = await Promise.all(Array.from({ length: 3 }, () => connected()));
  for (const { token } of staff) change(token, null);
  graph().announce({ organizationId: 'one of many' });
  expect(await Promise.all(staff.map(async ({ socket }) => (await socket.closed).code))).toEqual(
    staff.map(() => 4401),
  );
  for (const { socket } of others) {
    expect(await answers(socket)).toBe(true);
    socket.close();
  }
});

test('what changes nothing for a socket leaves it open', async () => {
  const { id, organizationId, socket } = await connected();
  graph().announce({ viewerId: id, sessionId: 'another' });
  graph().announce({ viewerId: id });
  graph().announce({ organizationId });
  expect(await answers(socket)).toBe(true);
  socket.close();
});

test('a pass that runs out ends its socket by itself', async () => {
  const endsAt = new Date(Date.now() + 1_000);
  const { socket } = await connected({ kind: 'guest', endsAt: endsAt.toISOString() });
  expect(await socket.closed).toEqual({ code: 4401, reason: 'The token ended' });
  expect(Date.now() - endsAt.getTime()).toBeLessThan(1_000);
});

test('a role that was given with an end stops with it, though nobody says so', async () => {
  const token = await gateway.token({ id: 'user_until', permissions: ['FOR_NOW'] });
  const changesAt = new Date(Date.now() + 700);
  change(token, { changesAt: changesAt.toISOString() });
  const socket = await gateway.socket().init(token);
  change(token, { changesAt: null, permissions: [] });
  expect((await socket.closed).code).toBe(4410);
  expect(Date.now()).toBeGreaterThanOrEqual(changesAt.getTime());
  expect(Date.now() - changesAt.getTime()).toBeLessThan(1_000);
});

test('what identity said before a change is not believed after it', async () => {
  const token = await gateway.token({ id: 'user_cached' });
  expect((await gateway.ask(token, '{ viewer { id } }')).data).toEqual({ viewer: { id: 'user_cached' } });
  change(token, null);
  graph().announce({ viewerId: 'user_cached' });
  await expect
    .poll(async () => (await gateway.ask(token, '{ viewer { id } }')).data, { interval: 10, timeout: 1_000 })
    .toEqual({ viewer: null });
});

test('a change that comes while a socket is accepted is not lost', async () => {
  const token = await gateway.token({ id: 'user_racing' });
  // Identity has read the account, the change happens and is told, and only then its answer arrives.
  const { resume, asked } = graph().holdPassports();
  const socket = await gateway.socket().opened();
  socket.send({ type: 'connection_init', payload: { token } });
  await asked;
  change(token, null);
  graph().announce({ viewerId: 'user_racing' });
  await graph().told();
  resume();
  expect((await socket.closed).code).toBe(4401);
});

test('a token that was replaced ends nothing, though it was still being asked about', async () => {
  const who = { id: 'user_replacing', kind: 'app', sessionId: null, scopes: ['READ'] } as const;
  const [old, renewed] = [await gateway.token(who), await gateway.token(who)];
  const socket = await gateway.socket().init(old);
  const { resume, asked } = graph().holdPassports('next');
  change(old, null);
  graph().announce({ viewerId: who.id });
  await asked;
  socket.send({ type: 'ping', payload: { token: renewed } });
  expect((await socket.next()).type).toBe('pong');
  resume();
  expect(await answers(socket)).toBe(true);
  socket.close();
});

test('a credential that stands for nobody fails alone', async () => {
  const good = await gateway.token();
  const bad = await gateway.token();
  change(bad, null);
  const [kept, refused] = [gateway.socket(), gateway.socket()];
  await Promise.all([kept.opened(), refused.opened()]);
  for (const [socket, token] of [
    [refused, bad],
    [kept, good],
  ] as const) {
    socket.send({ type: 'connection_init', payload: { token } });
  }
  expect((await refused.closed).code).toBe(4401);
  expect((await kept.next()).type).toBe('connection_ack');
  kept.close();
});

test('sockets of one viewer share what they know of them', async () => {
  const other = await TestGateway.start();
  const token = await other.token();
  const sockets = await Promise.all(Array.from({ length: 10 }, () => other.socket().init(token)));
  const asked = other.graph.calls.filter(({ query }) => query.includes('passports'));
  expect(asked).toHaveLength(1);
  for (const socket of sockets) socket.close();
  await other.stop();
});

test('while the accounts cannot be read everything closes within ten seconds, and opens again after', async () => {
  const lonely = await TestGateway.start();
  const token = await lonely.token();
  const socket = await lonely.socket().init(token);
  const since = performance.now();
  lonely.graph.down.add('identity');
  expect((await socket.closed).code).toBe(1013);
  expect(performance.now() - since).toBeLessThan(10_000);
  const refused = await lonely.socket().opened();
  refused.send({ type: 'connection_init', payload: { token } });
  expect((await refused.closed).code).toBe(1013);
  lonely.graph.down.delete('identity');
  await expect
    .poll(
      async () => {
        const again = await lonely.socket().opened();
        again.send({ type: 'connection_init', payload: { token } });
        const frame = await Promise.race([again.next(), again.closed.then(() => ({ type: 'closed' }))]);
        again.close();
        return frame.type;
      },
      { timeout: 3_000 },
    )
    .toBe('connection_ack');
  await lonely.stop();
});
