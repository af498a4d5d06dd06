import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway, type TestSocket } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway.stop());

const ADDED = 'subscription ($room: ID!) { postAdded(room: $room) { id author { name } } }';
const graph = () => gateway.graph;

/** A subscriber to a room of its own. */
async function following(room: string, token?: string): Promise<TestSocket> {
  const socket = await gateway.socket().init(token ?? (await gateway.token()));
  socket.subscribe('1', ADDED, { room });
  await expect.poll(() => graph().rooms.get(room)?.size).toBe(1);
  return socket;
}

test('events arrive in order, completed by the other subgraph', async () => {
  const socket = await following('order');
  for (const id of ['1', '2', '3']) graph().publish('order', id);
  for (const id of ['1', '2', '3']) {
    const payload = { data: { postAdded: { id, author: { name: 'Person p1' } } } };
    expect(await socket.next()).toEqual({ id: '1', type: 'next', payload });
  }
  socket.send({ id: '1', type: 'complete' });
  await expect.poll(() => graph().rooms.get('order')?.size).toBe(0);
  socket.close();
});

test('a socket that goes away leaves nothing open', async () => {
  const token = await gateway.token({ id: 'user_leaver' });
  const socket = await following('leaving', token);
  socket.close();
  await expect.poll(() => graph().rooms.get('leaving')?.size).toBe(0);
});

test('queries and mutations are answered too', async () => {
  const socket = await gateway.socket().init(await gateway.token());
  socket.subscribe('q', '{ lonely }');
  expect(await socket.next()).toMatchObject({
    id: 'q',
    type: 'next',
    payload: { data: { lonely: 'nothing' } },
  });
  expect(await socket.next()).toEqual({ id: 'q', type: 'complete' });
  socket.close();
});

test.each([
  ['a syntax error', 'subscription {', 'INVALID'],
  ['an unknown field', 'subscription { nothing }', 'INVALID'],
  ['too deep a query', `{ person(id: "1") ${'{ boss '.repeat(12)}{ id }${' }'.repeat(12)} }`, 'INVALID'],
  ['a refusal of the subgraph', 'subscription { forbidden { id } }', 'NOT_FOUND'],
])('%s is an error of that operation; the other streams live on', async (what, query, code) => {
  const room = `lives on after ${what}`;
  const socket = await following(room);
  socket.subscribe('bad', query);
  const frame = await socket.next();
  expect(frame).toMatchObject({ id: 'bad', type: 'error', payload: [{ extensions: { code } }] });
  expect(Object.keys((frame.payload as object[])[0] ?? {})).not.toContain('locations');
  graph().publish(room, '9');
  expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
  socket.close();
});

test.each([
  ['nothing', undefined],
  ['a token that is none', { token: 'nonsense' }],
  ['a token that is no text', { token: { $ne: null } }],
])('a socket that brings %s is closed', async (_what, payload) => {
  const socket = await gateway.socket().opened();
  socket.send({ type: 'connection_init', payload });
  expect((await socket.closed).code).toBe(4401);
});

test('a socket that asks before it says who it is, is closed', async () => {
  const socket = await gateway.socket().opened();
  socket.subscribe('1', '{ lonely }');
  expect((await socket.closed).code).toBe(4401);
});

test('a socket that says nothing is closed within seconds', async () => {
  expect((await gateway.socket().closed).code).toBe(4408);
});

test('another site may not open a socket, our own page may', async () => {
  expect((await gateway.socket({ origin: 'https://evil.example' }).closed).reason).toContain('403');
  const socket = await gateway.socket({ origin: gateway.url }).init(await gateway.token());
  socket.close();
  expect((await socket.closed).code).toBe(1005);
});

test('a frame beyond the limit closes its socket', async () => {
  const socket = await gateway.socket().init(await gateway.token());
  socket.send({ type: 'ping', payload: { filler: 'x'.repeat(262_144) } });
  expect((await socket.closed).code).toBe(1009);
});

test('the 101st subscription of a socket is refused', async () => {
  const socket = await gateway.socket().init(await gateway.token());
  for (let n = 0; n <= 100; n++) socket.subscribe(String(n), ADDED, { room: 'crowded' });
  expect(await socket.next()).toMatchObject({
    id: '100',
    type: 'error',
    payload: [{ extensions: { allowed: 100 } }],
  });
  socket.close();
});

test('the eleventh socket of a user is refused', async () => {
  const token = await gateway.token();
  const sockets = await Promise.all(Array.from({ length: 10 }, () => gateway.socket().init(token)));
  const eleventh = await gateway.socket().opened();
  eleventh.send({ type: 'connection_init', payload: { token } });
  expect((await eleventh.closed).code).toBe(4429);
  for (const socket of sockets) socket.close();
});

test('a socket that talks too fast is closed', async () => {
  const strict = await TestGateway.start({ RATE_SOCKET_PER_SECOND: 2 });
  const socket = await strict.socket().init(await strict.token());
  for (let n = 0; n < 10; n++) socket.send({ type: 'ping' });
  expect((await socket.closed).code).toBe(4429);
  await strict.stop();
});

test('a token that ends closes its socket, unless it was renewed in time', async () => {
  const who = { id: 'user_renewing', sessionId: 'session_renewing' };
  const [ended, renewed] = await Promise.all([
    gateway.token(who, 1).then((token) => gateway.socket().init(token)),
    gateway.token(who, 1).then((token) => gateway.socket().init(token)),
  ]);
  renewed.send({ type: 'ping', payload: { token: await gateway.token(who, 600) } });
  expect(await ended.closed).toEqual({ code: 4401, reason: 'The token ended' });
  renewed.subscribe('q', '{ lonely }');
  expect((await renewed.next()).type).toBe('pong');
  expect((await renewed.next()).type).toBe('next');
  renewed.close();
});

test('a token of another session does not renew', async () => {
  const socket = await gateway.socket().init(await gateway.token());
  socket.send({ type: 'ping', payload: { token: await gateway.token() } });
  expect((await socket.closed).code).toBe(4401);
});

test('a gateway that stops sends its sockets elsewhere and finishes what runs', async () => {
  const stopping = await TestGateway.start();
  const token = await stopping.token();
  const socket = await stopping.socket().init(token);
  const running = stopping.ask(token, '{ posts { author { name } } }');
  await expect.poll(() => stopping.graph.calls.some(({ query }) => query.includes('posts'))).toBe(true);
  await stopping.stop();
  expect((await socket.closed).code).toBe(1001);
  expect((await running).status).toBe(200);
});
