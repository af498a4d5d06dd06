import { randomUUID } from 'node:crypto';
import { createLogger, unavailable, type ExecutionAnswer } from '@parley/kit';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '@parley/kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FOLLOW, WRITE } from '../../subgraphs/kit/test/notes.js';
import { replicasUp } from '../src/metrics.js';
import { httpLink } from '../src/subgraph-link/http.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import { ServiceProcess } from './service-process.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = callerOf(aViewer());
const never = new AbortController().signal;
const ME = { query: '{ me }' };
const ANSWER = { data: { me: me.viewer?.id } };
const AWAY = { extensions: unavailable('').extensions };
/** P8: whoever asks is told within two seconds. */
const TOLD_MS = 2_000;

let database: ThrowawayDatabase;
let services: ServiceProcess[];
let link: SubgraphLink;

const start = () => ServiceProcess.start({ DATABASE_URL: database.url, PROOF_SECRET });

beforeAll(async () => {
  database = await throwawayDatabase();
  services = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
  await database.drop();
});

beforeEach(() => {
  const urls = services.map(({ url }) => url);
  link = httpLink({ name: 'notes', urls, proofSecret: PROOF_SECRET, logger: createLogger('test', 'silent') });
});
afterEach(async () => {
  await link.stop();
  services = await Promise.all(services.map(async (service) => (service.revive() ? service : await start())));
});

const signal = (name: NodeJS.Signals, ...which: readonly number[]): void => {
  for (const index of which) services[index]?.signal(name);
};

/** Asks until every replica must have been asked, as turns go round. */
const askAll = () => Promise.all([1, 2, 3, 4].map(() => link.execute(ME, me, never)));
const write = (text: string) =>
  link.execute({ query: WRITE, variables: { text, key: randomUUID() } }, me, never);

async function timed<T>(work: Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work;
  return { result, ms: performance.now() - start };
}

const follow = () => link.subscribe({ query: FOLLOW, variables: { after: null } }, me);
const codeOf = (answer: ExecutionAnswer | undefined) => answer?.errors?.[0]?.extensions['code'];

/** Two streams, one at each replica, each past its first answer. */
async function streams() {
  const both = [follow(), follow()];
  for (const stream of both) {
    expect((await stream.next()).value).toMatchObject({ data: { noteEvents: { kind: 'caughtUp' } } });
  }
  return both;
}

/**
 * Why a stream ended. Events before that are passed over: what was asked of a suspended replica is done when it wakes
 * up, even in the course of a later test.
 */
async function endOf(stream: AsyncIterable<ExecutionAnswer> | undefined): Promise<unknown> {
  for await (const answer of stream ?? []) if (answer.errors) return codeOf(answer);
  return 'no reason';
}

test('while one replica is suspended, questions are answered by the other', async () => {
  await askAll();
  signal('SIGSTOP', 0);
  const { result, ms } = await timed(askAll());
  expect(result).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  expect(ms).toBeLessThan(TOLD_MS);
  // By now it is known, and nobody waits for it any more.
  const known = await timed(askAll());
  expect(known.result).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  expect(known.ms).toBeLessThan(500);
  signal('SIGCONT', 0);
});

test('while all replicas are suspended, callers are told in time, and answered once they are back', async () => {
  await askAll();
  signal('SIGSTOP', 0, 1);
  const told = await timed(Promise.allSettled([link.execute(ME, me, never), write('never'), link.ready()]));
  expect(told.result.slice(0, 2)).toMatchObject([
    { status: 'rejected', reason: AWAY },
    { status: 'rejected', reason: AWAY },
  ]);
  const known = await timed(Promise.allSettled([link.execute(ME, me, never)]));
  expect(known.ms).toBeLessThan(500);
  expect(told.ms).toBeLessThan(TOLD_MS);
  signal('SIGCONT', 0, 1);
  await expect.poll(() => link.execute(ME, me, never).catch(() => null), { timeout: 5_000 }).toEqual(ANSWER);
});

test('a mutation that may have arrived is asked of nobody else', async () => {
  await askAll();
  signal('SIGSTOP', 0);
  const outcomes = await Promise.allSettled([write('one'), write('two')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  // The suspended one finds its own in its buffer: each note is written at most once.
  signal('SIGCONT', 0);
  await expect.poll(() => link.execute(ME, me, never).catch(() => null)).toEqual(ANSWER);
  const heard = follow();
  expect((await heard.next()).value).toMatchObject({ data: { noteEvents: { kind: 'caughtUp' } } });
  const texts: unknown[] = [];
  await write('last');
  for await (const { data } of heard) {
    const { kind, noteId } = data?.['noteEvents'] as { kind: string; noteId: string };
    if (kind !== 'noteAdded') continue;
    const { data: found } = await link.execute({ query: `{ note(id: "${noteId}") { text } }` }, me, never);
    texts.push((found?.['note'] as { text: string }).text);
    if (texts.at(-1) === 'last') break;
  }
  expect(new Set(texts).size).toBe(texts.length);
});

test('a replica that is killed is not missed: what never arrived is asked of the other, mutations as well', async () => {
  await askAll();
  await services[0]?.end('SIGKILL');
  const { result, ms } = await timed(Promise.all([askAll(), write('one'), write('two')]));
  expect(result[0]).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  expect(result.slice(1)).toMatchObject([{ data: { writeNote: {} } }, { data: { writeNote: {} } }]);
  expect(ms).toBeLessThan(1_000);
  await link.ready();
});

test('where nobody is left, callers are told at once', async () => {
  await Promise.all(services.map((service) => service.end('SIGKILL')));
  const { result, ms } = await timed(Promise.allSettled([link.execute(ME, me, never), link.ready()]));
  expect(result.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(ms).toBeLessThan(500);
});

test('streams are spread, and those of a suspended replica end by its silence, the others live on', async () => {
  const [one, other] = await streams();
  signal('SIGSTOP', 0);
  const { result, ms } = await timed(Promise.race([endOf(one), endOf(other)]));
  expect(result).toBe('UNAVAILABLE');
  expect(ms).toBeGreaterThan(2_000);
  expect(ms).toBeLessThan(5_500);
  // A new one begins at the other, and the one that was there goes on.
  const third = follow();
  expect((await third.next()).value).toMatchObject({ data: { noteEvents: { kind: 'caughtUp' } } });
  signal('SIGCONT', 0);
});

test('a stream that begins at a suspended replica begins at the other instead', async () => {
  await askAll();
  signal('SIGSTOP', 0);
  const both = [follow(), follow()];
  const first = await timed(Promise.all(both.map((stream) => stream.next())));
  expect(first.result.map(({ value }) => value)).toMatchObject([
    { data: { noteEvents: { kind: 'caughtUp' } } },
    { data: { noteEvents: { kind: 'caughtUp' } } },
  ]);
  expect(first.ms).toBeLessThan(TOLD_MS + 500);
  signal('SIGCONT', 0);
});

test('streams of a suspended replica move on as soon as a question finds it so', async () => {
  const both = await streams();
  signal('SIGSTOP', 0);
  const lost = timed(Promise.race(both.map(endOf)));
  expect(await askAll()).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  const { result, ms } = await lost;
  expect(result).toBe('UNAVAILABLE');
  expect(ms).toBeLessThan(TOLD_MS);
  signal('SIGCONT', 0);
});

test('a replica that stops sends its streams elsewhere at once', async () => {
  const [one, other] = await streams();
  const ended = services[0]?.end('SIGTERM');
  const { result, ms } = await timed(Promise.race([endOf(one), endOf(other)]));
  expect(result).toBe('UNAVAILABLE');
  expect(ms).toBeLessThan(1_000);
  expect(await askAll()).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  await ended;
});

test('a replica that stops is not come back to because it still answers', async () => {
  const [one, other] = await streams();
  const stopping = services[0];
  const ended = stopping?.end('SIGTERM');
  await Promise.race([endOf(one), endOf(other)]);
  const asked = await fetch(new URL('/health/ready', stopping?.url));
  expect([asked.status, await asked.json()]).toEqual([503, { status: 'leaving' }]);
  // As whoever watches a gateway makes it ask.
  await link.ready();
  const { values } = await replicasUp.get();
  expect(values.find(({ labels }) => labels['replica'] === stopping?.url)?.value).toBe(0);
  await ended;
});
