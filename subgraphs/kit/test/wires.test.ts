import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig, serve, serviceConfig, signProof, systemCaller, type Serving } from '../src/index.js';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';
import { WireClient } from './wire-client.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = aViewer();
const ME = JSON.stringify({ query: '{ me }' });
const MINE = { status: 200, isPlain: true, text: JSON.stringify({ data: { me: me.id } }) };

let database: ThrowawayDatabase;
let service: Serving;
let wire: WireClient;
/** Sees what runs on the server. */
let watcher: Client;

const begin = async (): Promise<Serving> =>
  serve(
    await notes(),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'silent' }),
  );

const proofFor = (body: string, secret = PROOF_SECRET) =>
  signProof(secret, { audience: 'notes', caller: callerOf(me), body });
const opening = (secret = PROOF_SECRET) =>
  signProof(secret, { audience: 'notes', caller: systemCaller('wire'), body: '' });

async function open(url = service.url): Promise<WireClient> {
  const opened = await WireClient.open(url, { proof: opening() });
  if (typeof opened === 'number') throw new Error(`The wire was refused: ${String(opened)}`);
  return opened;
}

const nap = (seconds: number) =>
  JSON.stringify({ query: 'query ($seconds: Float!) { nap(seconds: $seconds) }', variables: { seconds } });

/** How many backends sleep now. */
async function sleeping(): Promise<number> {
  const { rows } = await watcher.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
  );
  return rows[0]?.count ?? 0;
}

beforeAll(async () => {
  database = await throwawayDatabase();
  watcher = new Client({ connectionString: database.url });
  await watcher.connect();
  service = await begin();
});
afterAll(async () => {
  await service.stop();
  await watcher.end();
  await database.drop();
});
beforeEach(async () => {
  wire = await open();
  return () => wire.stream.destroy();
});

test('many questions at once are answered, each under its number, the quick before the slow', async () => {
  wire.ask(1, proofFor(nap(0.3)), nap(0.3));
  for (let id = 2; id <= 40; id += 1) wire.ask(id, proofFor(ME), ME);
  await expect.poll(() => wire.answers.size).toBe(39);
  expect(wire.answers.has(1)).toBe(false);
  for (let id = 2; id <= 40; id += 1) expect(wire.answers.get(id)).toEqual(MINE);
  await expect.poll(() => wire.answers.get(1)?.status).toBe(200);
});

test.each([
  ['a proof of another key', { proof: opening('x'.repeat(40)) }],
  ['no proof at all', { proof: '' }],
  ['another protocol', { proof: opening(), protocol: 'parley-wire/2' }],
])('nobody opens one with %s', async (_what, options) => {
  expect(await WireClient.open(service.url, options)).toBe(401);
});

test('every question needs a proof of its own, that serves once; the others on the wire go on', async () => {
  const once = proofFor(ME);
  wire.ask(1, once, ME);
  await expect.poll(() => wire.answers.get(1)).toEqual(MINE);
  wire.ask(2, once, ME);
  wire.ask(3, proofFor('{}'), ME);
  wire.ask(4, proofFor(ME, 'x'.repeat(40)), ME);
  wire.ask(5, '', ME);
  wire.ask(6, opening(), ME);
  wire.ask(7, proofFor(ME), ME);
  await expect.poll(() => wire.answers.size).toBe(7);
  expect([2, 3, 4, 5, 6].map((id) => wire.answers.get(id)?.status)).toEqual([401, 401, 401, 401, 401]);
  expect(wire.answers.get(7)).toEqual(MINE);
});

test('a body that is no JSON, or a question without room for its proof, costs itself alone', async () => {
  wire.ask(1, proofFor('{'), '{');
  wire.stream.write(Buffer.from([0, 0, 0, 6, 0, 0, 0, 2, 1, 0]));
  wire.ask(3, proofFor(ME), ME);
  await expect.poll(() => wire.answers.size).toBe(3);
  expect([1, 2].map((id) => wire.answers.get(id)?.status)).toEqual([500, 500]);
  expect(wire.answers.get(3)).toEqual(MINE);
});

test.each([
  ['is no frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['is larger than any question', Buffer.from([0, 16, 0, 1])],
])('what %s ends its wire, and no other', async (_what, bytes) => {
  const other = await open();
  wire.stream.write(bytes);
  await wire.closed;
  other.ask(1, proofFor(ME), ME);
  await expect.poll(() => other.answers.get(1)).toEqual(MINE);
  other.stream.destroy();
});

test('a question that is cancelled is not answered, and nothing runs for it any more', async () => {
  wire.ask(1, proofFor(nap(4)), nap(4));
  await expect.poll(sleeping).toBe(1);
  const start = performance.now();
  wire.cancel(1);
  await expect.poll(sleeping).toBe(0);
  expect(performance.now() - start).toBeLessThan(1_000);
  wire.ask(2, proofFor(ME), ME);
  await expect.poll(() => wire.answers.get(2)).toEqual(MINE);
  expect(wire.answers.has(1)).toBe(false);
});

test('when a gateway vanishes, nothing runs for it any more', async () => {
  wire.ask(1, proofFor(nap(4)), nap(4));
  await expect.poll(sleeping).toBe(1);
  wire.stream.destroy();
  await expect.poll(sleeping).toBe(0);
});

test('a service that stops says so, answers what it was asked and what still comes, and then ends the wire', async () => {
  const leaving = await begin();
  const its = await open(leaving.url);
  its.ask(1, proofFor(nap(0.7)), nap(0.7));
  const stopped = leaving.stop();
  await expect.poll(() => its.isTold).toBe(true);
  its.ask(2, proofFor(ME), ME);
  await Promise.all([its.closed, stopped]);
  expect(its.answers.get(2)).toEqual(MINE);
  expect(its.answers.get(1)?.status).toBe(200);
});
