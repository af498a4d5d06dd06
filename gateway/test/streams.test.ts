import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway } from './gateway.js';

let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start();
  token = await gateway.token({ id: 'user_stream', sessionId: 'session_stream' });
});
afterAll(() => gateway.stop());

const client = (credential: string | null) =>
  createClient({
    url: `${gateway.url}/graphql`,
    retryAttempts: 0,
    headers: (): Record<string, string> =>
      credential === null ? {} : { authorization: `Bearer ${credential}` },
  });

const ADDED = 'subscription ($room: ID!) { postAdded(room: $room) { id author { name } } }';

test('events arrive over server-sent events, and leaving ends the upstream', async () => {
  const stream = client(token).iterate({ query: ADDED, variables: { room: 'sse' } });
  const first = stream.next();
  await expect.poll(() => gateway.graph.rooms.get('sse')?.size).toBe(1);
  gateway.graph.publish('sse', '1');
  const payload = { data: { postAdded: { id: '1', author: { name: 'Person p1' } } } };
  expect((await first).value).toEqual(payload);
  await stream.return?.();
  await expect.poll(() => gateway.graph.rooms.get('sse')?.size).toBe(0);
});

test('a query is one answer and the end', async () => {
  const answers = [];
  for await (const answer of client(token).iterate({ query: '{ lonely }' })) answers.push(answer);
  expect(answers).toMatchObject([{ data: { lonely: 'nothing' } }]);
});

test.each([
  ['an unknown field', 'subscription { nothing }', 'INVALID'],
  ['a refusal of the subgraph', 'subscription { forbidden { id } }', 'NOT_FOUND'],
])('%s is told in the stream', async (_what, query, code) => {
  const answers = [];
  for await (const answer of client(token).iterate({ query })) answers.push(answer);
  expect(answers).toMatchObject([{ errors: [{ extensions: { code } }] }]);
});

test('a stranger follows nothing', async () => {
  const answers = [];
  for await (const answer of client(null).iterate({ query: ADDED, variables: { room: 'x' } })) {
    answers.push(answer);
  }
  expect(answers).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
  expect(gateway.graph.rooms.has('x')).toBe(false);
});

test('a stream ends with its session', async () => {
  const stream = client(token).iterate({ query: ADDED, variables: { room: 'ending' } });
  const first = stream.next();
  await expect.poll(() => gateway.graph.rooms.get('ending')?.size).toBe(1);
  gateway.graph.announce({ viewerId: 'user_stream', sessionId: 'session_stream' });
  expect((await first).done).toBe(true);
  await expect.poll(() => gateway.graph.rooms.get('ending')?.size).toBe(0);
});

test('a gateway that stops ends its streams', async () => {
  const stopping = await TestGateway.start();
  const headers = { authorization: `Bearer ${await stopping.token()}`, accept: 'text/event-stream' };
  const query = new URLSearchParams({ query: 'subscription { postAdded(room: "r") { id } }' });
  const response = await stopping.get(`/graphql?${query.toString()}`, headers);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const text = response.text();
  await expect.poll(() => stopping.graph.rooms.get('r')?.size).toBe(1);
  await stopping.stop();
  expect(await text).not.toContain('event: next');
});
