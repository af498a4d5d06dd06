import { randomUUID } from 'node:crypto';
import { createLogger, serve, type Serving } from '@parley/kit';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOLLOW, WRITE, notes } from '../../subgraphs/kit/test/notes.js';
import { httpLink } from '../src/subgraph-link/http.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = callerOf(aViewer());
const never = new AbortController().signal;

let database: ThrowawayDatabase;
let service: Serving;

const start = async (port = 0): Promise<Serving> =>
  serve(await notes(), {
    PORT: port,
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_POOL: 5,
    REDIS_URL: undefined,
    LOG_RETENTION_DAYS: 30,
    PROOF_SECRET,
    METRICS_TOKEN: undefined,
    LOG_LEVEL: 'silent',
  });

const logger = createLogger('test', 'silent');
const linkTo = (url: string, proofSecret = PROOF_SECRET) =>
  httpLink({ name: 'notes', urls: [url], proofSecret, logger });

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
