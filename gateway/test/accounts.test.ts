import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger, feedTopic, memoryBus, redisBus, type Bus } from '@parley/kit';
import { loadSupergraph } from '@parley/schema';
import { loadTrusted } from '../src/documents/load.js';
import { createGateway, type Gateway } from '../src/gateway.js';
import { httpLink } from '../src/subgraph-link/http.js';
import { CONFIG, SECRET, TestSocket } from './gateway.js';
import { ADMIN, IdentityProcess } from './identity-process.js';

const REVOCATIONS = 50;

let identity: IdentityProcess;
let bus: Bus;
let gateway: Gateway;

beforeAll(async () => {
  identity = await IdentityProcess.start(SECRET);
  const logger = createLogger('test', 'silent');
  const redis = process.env['TEST_REDIS_URL'];
  bus = redis ? redisBus(redis, logger) : memoryBus();
  gateway = createGateway({
    config: CONFIG,
    links: [httpLink({ name: 'identity', urls: [identity.url], proofSecret: SECRET, logger })],
    supergraphSdl: loadSupergraph(),
    documents: published,
    clientDir: '/nowhere',
    logger,
    onAccountWake: (listener) => bus.subscribe(feedTopic('identity'), listener),
  });
  await gateway.listen(0, '127.0.0.1');
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await bus.close();
  await identity.stop();
});

async function mutate(document: string, input: object, token?: string): Promise<Record<string, never>> {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: document, variables: { input: { key: randomUUID(), ...input } } }),
  });
  const { data, errors } = (await answer.json()) as { data: Record<string, never>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const published = loadTrusted();
const textOf = (name: string): string => published.find((each) => each.name === name)?.text ?? name;
const SIGN_OUT = `mutation ($input: SignOutInput!) { signOut(input: $input) { id } }`;

async function signIn(): Promise<string> {
  const data = (await mutate(textOf('SignIn'), ADMIN)) as unknown as {
    signIn: { token: { accessToken: string } };
  };
  return data.signIn.token.accessToken;
}

const socketOf = (): TestSocket => new TestSocket(`${gateway.url.replace('http', 'ws')}/graphql`, {});

/** What comes first for a token: the acknowledgement, or the code of the close. */
async function knock(token: string): Promise<string | number> {
  const socket = await socketOf().opened();
  socket.send({ type: 'connection_init', payload: { token } });
  const came = await Promise.race([
    socket.next().then(({ type }) => type),
    socket.closed.then(({ code }) => code),
  ]);
  socket.close();
  return came;
}

test('signing out closes the socket of that session, ninety-nine times of a hundred within a second', async () => {
  const staying = await socketOf().init(await signIn());
  const took: number[] = [];
  for (let n = 0; n < REVOCATIONS; n += 1) {
    const token = await signIn();
    const socket = await socketOf().init(token);
    await mutate(SIGN_OUT, {}, token);
    const answered = performance.now();
    expect((await socket.closed).code).toBe(4401);
    took.push(performance.now() - answered);
  }
  took.sort((one, other) => one - other);
  const [p50, p99] = [
    took[Math.floor(REVOCATIONS * 0.5)] ?? NaN,
    took[Math.floor(REVOCATIONS * 0.99)] ?? NaN,
  ];
  process.stdout.write(
    `signed out, socket closed after p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`,
  );
  expect(p99).toBeLessThan(1_000);
  staying.subscribe('alive', '{ viewer { id } }');
  expect((await staying.next()).type).toBe('next');
  staying.close();
});

test('a token is over for whoever was answered that it is, every time', async () => {
  const created = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { id } } }`;
  const REVOKE = `mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { id } }`;
  const session = await signIn();
  for (let n = 0; n < REVOCATIONS; n += 1) {
    const { createApiToken } = (await mutate(
      created,
      { name: `Script ${String(n)}`, scopes: ['READ'] },
      session,
    )) as never as {
      createApiToken: { secret: string; token: { id: string } };
    };
    const { secret, token } = createApiToken;
    const ask = () => mutate('{ viewer { permissions } }', {}, secret);
    await ask();
    await mutate(REVOKE, { tokenId: token.id }, session);
    await expect(ask()).rejects.toThrow('UNAUTHENTICATED');
  }
});

test('a socket fails closed while identity answers nothing, and opens again when it does', async () => {
  const token = await signIn();
  const socket = await socketOf().init(token);
  const since = performance.now();
  identity.suspend();
  expect((await socket.closed).code).toBe(1013);
  const took = performance.now() - since;
  process.stdout.write(`identity suspended, socket closed after ${(took / 1_000).toFixed(1)} s\n`);
  expect(took).toBeLessThan(10_000);
  expect(await knock(token)).toBe(1013);
  identity.resume();
  await expect.poll(() => knock(token), { timeout: 5_000, interval: 100 }).toBe('connection_ack');
});
