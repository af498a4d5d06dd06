import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger, readConfig, serve, serviceConfig, type Caller, type Serving } from '@parley/kit';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '@parley/kit/testing';
import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOLLOW, WRITE, notes } from '../../subgraphs/kit/test/notes.js';
import { isBehind } from '../src/subgraph-link/follow.js';
import { httpLink } from '../src/subgraph-link/http.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = callerOf(aViewer());
const never = new AbortController().signal;

let database: ThrowawayDatabase;
let service: Serving;

const start = async (): Promise<Serving> =>
  serve(
    await notes(),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'silent' }),
  );

const logger = createLogger('test', 'silent');
const linkTo = (url: string, proofSecret = PROOF_SECRET) =>
  httpLink({ name: 'notes', urls: url.split(','), proofSecret, logger });

beforeAll(async () => {
  database = await throwawayDatabase();
  service = await start();
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const write = (text: string) => ({ query: WRITE, variables: { text, key: randomUUID() } });

test('a service answers on behalf of the caller', async () => {
  const link = linkTo(service.url);
  expect(await link.execute({ query: '{ me }' }, me, never)).toEqual({ data: { me: me.viewer?.id } });
  await link.ready();
  await link.stop();
});

test.each([
  ['holds another secret', () => linkTo(service.url, 'another secret, that is long enough too')],
  ['asks where nobody listens', () => linkTo('http://127.0.0.1:9')],
])('a link that %s has no answer', async (_what, make) => {
  const link = make();
  await expect(link.execute({ query: '{ me }' }, me, never)).rejects.toMatchObject({
    extensions: { code: 'UNAVAILABLE' },
  });
  const answers = await Array.fromAsync(link.subscribe({ query: FOLLOW }, me));
  expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual(['UNAVAILABLE']);
  await link.stop();
});

test('a call that is given up ends', async () => {
  const link = linkTo(service.url);
  await expect(link.execute({ query: '{ me }' }, me, AbortSignal.abort())).rejects.toMatchObject({
    extensions: { code: 'UNAVAILABLE' },
  });
  await link.stop();
});

test('a stream brings events, and ends when it is left while it waits', async () => {
  const link = linkTo(service.url);
  const stream = link.subscribe({ query: FOLLOW, variables: { after: null } }, me);
  expect((await stream.next()).value).toMatchObject({ data: { noteEvents: { kind: 'caughtUp' } } });
  await link.execute(write('one'), me, never);
  expect((await stream.next()).value).toMatchObject({ data: { noteEvents: { kind: 'noteAdded' } } });
  const waiting = stream.next();
  await stream.return();
  expect((await waiting).done).toBe(true);
  await link.stop();
});

test('a service that goes away ends its streams with a reason', async () => {
  const other = await start();
  const link = linkTo(other.url);
  const answers = Array.fromAsync(link.subscribe({ query: FOLLOW, variables: { after: null } }, me));
  await expect.poll(() => other.runtime.streams.size).toBe(1);
  await other.stop();
  expect((await answers).at(-1)?.errors?.[0]?.extensions['code']).toBe('UNAVAILABLE');
  await link.stop();
});

test('a name stands for every address it has', async () => {
  const { port } = new URL(service.url);
  const link = linkTo(`http://localhost:${port}`);
  expect(await link.execute({ query: '{ me }' }, me, never)).toEqual({ data: { me: me.viewer?.id } });
  const stream = link.subscribe({ query: FOLLOW, variables: { after: null } }, me);
  expect((await stream.next()).value).toMatchObject({ data: { noteEvents: {} } });
  await stream.return();
  await link.stop();
});

test('a name without any address has no answer', async () => {
  const link = linkTo('http://nobody.invalid:4101');
  await expect(link.execute({ query: '{ me }' }, me, never)).rejects.toMatchObject({
    extensions: { code: 'UNAVAILABLE' },
  });
  await link.stop();
});

test('questions and streams are spread over the replicas', async () => {
  const other = await start();
  const link = linkTo(`${service.url},${other.url}`);
  const before = [service, other].map(({ runtime }) => runtime.database.statements.total);
  for (const text of ['one', 'two']) await link.execute(write(text), me, never);
  const after = [service, other].map(({ runtime }) => runtime.database.statements.total);
  expect(after.map((total, index) => total > (before[index] ?? 0))).toEqual([true, true]);
  const streams = [1, 2].map(() => link.subscribe({ query: FOLLOW, variables: { after: null } }, me));
  await Promise.all(streams.map((stream) => stream.next()));
  expect([service, other].map(({ runtime }) => runtime.streams.size)).toEqual([1, 1]);
  await link.stop();
  await other.stop();
});

test('callers are asked for together, and refusals arrive as errors', async () => {
  const link = linkTo(service.url);
  const nobody: Caller = { ...me, viewer: null };
  expect(await link.authorize({ query: FOLLOW }, [me, me], never)).toEqual([null, null]);
  const [refusal] = await link.authorize({ query: 'subscription { nothing }' }, [nobody], never);
  expect(refusal?.[0]).toBeInstanceOf(GraphQLError);
  expect(refusal?.[0]?.extensions['code']).toBe('INVALID');
  await link.stop();
});

test('a consumer that falls behind is told so after what waited for it', async () => {
  const link = linkTo(service.url);
  const stream = link.subscribe({ query: FOLLOW, variables: { after: null } }, me);
  expect((await stream.next()).done).toBe(false);
  for (let n = 0; n < 30; n++) {
    const written = await Promise.all(
      Array.from({ length: 10 }, () => link.execute(write('many'), me, never)),
    );
    expect(written.flatMap(({ errors }) => errors ?? [])).toEqual([]);
  }
  await expect.poll(() => service.runtime.streams.size).toBe(0);
  const answers = await Array.fromAsync(stream);
  expect(answers.flatMap(({ errors }) => errors ?? [])).toMatchObject([{ extensions: { behind: true } }]);
  expect(answers.findIndex(isBehind)).toBe(256);
  expect(answers).toHaveLength(257);
  await link.stop();
});

test('streams that are left at any moment leave nothing behind', async () => {
  const link = linkTo(service.url);
  const visit = async (n: number): Promise<void> => {
    const stream = link.subscribe({ query: FOLLOW, variables: { after: null } }, me);
    const first = stream.next();
    // At once, in the middle of being opened, or after the first answer.
    if (n % 3 === 1) await delay(n % 17);
    if (n % 3 === 2) await first;
    await stream.return();
    await first;
  };
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 100 }, (_, n) => visit(round * 100 + n)));
  }
  await expect.poll(() => service.runtime.streams.size).toBe(0);
  await link.stop();
});
