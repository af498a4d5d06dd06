import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, metrics, startSubgraph, unavailable, type Logger, type Runtime } from '@parley/kit';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '@parley/kit/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { notes } from '../../subgraphs/kit/test/notes.js';
import { httpLink } from '../src/subgraph-link/http.js';
import { inProcessLink } from '../src/subgraph-link/in-process.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import type { SubgraphAddress } from '../src/subgraph-link/replicas.js';
import { ServiceProcess } from './service-process.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const AWAY = { extensions: unavailable('').extensions };
const NAP = { query: '{ nap(seconds: 4) }' };
const NAP_ONCE = { query: 'mutation { napOnce(seconds: 0.5, note: "to its end") }' };
const ME = { query: '{ me }' };
const me = callerOf(aViewer());
const never = new AbortController().signal;

let database: ThrowawayDatabase;
let service: ServiceProcess;
let runtime: Runtime;
/** Sees what runs on the server. */
let watcher: Client;

beforeAll(async () => {
  database = await throwawayDatabase();
  service = await ServiceProcess.start({ DATABASE_URL: database.url, PROOF_SECRET });
  runtime = await startSubgraph(await notes(), {
    databaseUrl: database.url,
    logger: createLogger('notes', 'silent'),
  });
  watcher = new Client({ connectionString: database.url });
  await watcher.connect();
});
afterAll(async () => {
  await watcher.end();
  await runtime.stop();
  await service[Symbol.asyncDispose]();
  await database.drop();
});

const linkTo = (url: string, options: Partial<SubgraphAddress> = {}): SubgraphLink =>
  httpLink({
    name: 'notes',
    urls: [url],
    proofSecret: PROOF_SECRET,
    logger: createLogger('test', 'silent'),
    ...options,
  });

/** How many backends sleep now. */
async function sleeping(): Promise<number> {
  const { rows } = await watcher.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
  );
  return rows[0]?.count ?? 0;
}

async function timed(work: Promise<unknown>): Promise<{ readonly error: unknown; readonly ms: number }> {
  const start = performance.now();
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - start };
}

const kinds: readonly [string, (timeoutMs?: number) => SubgraphLink][] = [
  ['over HTTP', (timeoutMs) => linkTo(service.url, timeoutMs === undefined ? {} : { timeoutMs })],
  ['in process', (timeoutMs) => inProcessLink(runtime, timeoutMs === undefined ? {} : { timeoutMs })],
];

test.each(kinds)(
  '%s, a subgraph has its time, and what is late is cancelled in PostgreSQL',
  async (_, make) => {
    const link = make(300);
    const { error, ms } = await timed(link.execute(NAP, me, never));
    expect(error).toMatchObject({ ...AWAY, message: 'notes took too long to answer' });
    expect(ms).toBeGreaterThan(290);
    expect(ms).toBeLessThan(1_000);
    await expect.poll(sleeping).toBe(0);
    expect(await link.execute(ME, me, never)).toEqual({ data: { me: me.viewer?.id } });
    await link.stop();
  },
);

test.each(kinds)('%s, a mutation that is late is told so, and runs to its end', async (_, make) => {
  await watcher.query(`delete from notes.note where text = 'to its end'`);
  const link = make(200);
  expect((await timed(link.execute(NAP_ONCE, me, never))).error).toMatchObject(AWAY);
  const written = async () =>
    (await watcher.query(`select 1 from notes.note where text = 'to its end'`)).rowCount;
  await expect.poll(written, { timeout: 3_000 }).toBe(1);
  await link.stop();
});

test.each(kinds)('%s, what nobody waits for is cancelled in PostgreSQL', async (_, make) => {
  const link = make();
  const gone = new AbortController();
  const asked = timed(link.execute(NAP, me, gone.signal));
  await expect.poll(sleeping).toBe(1);
  gone.abort();
  expect((await asked).ms).toBeLessThan(4_000);
  await expect.poll(sleeping).toBe(0);
  await link.stop();
});

test.each(kinds)('%s, data comes as text, unread; more than data does not', async (_, make) => {
  const link = make();
  const note = 'mutation { napOnce(seconds: 0, note: "ä 🎈 \\" \\u2028") }';
  await link.execute({ query: note }, me, never);
  const query = '{ me again: me __typename }';
  const raw = await link.executeRaw?.({ query }, me, never);
  const id = me.viewer?.id;
  expect(raw).toEqual({ data: JSON.stringify({ me: id, again: id, __typename: 'Query' }) });
  const refused = await link.executeRaw?.({ query: '{ broken }' }, me, never);
  expect(refused).toMatchObject({ answer: { data: null, errors: [{ extensions: { code: 'INTERNAL' } }] } });
  await link.stop();
});

test.each([
  ['over HTTP', () => linkTo(service.url, { bounds: { questions: 3, bytes: 1_000_000 } })],
  ['in process', () => inProcessLink(runtime, { bounds: { questions: 3, bytes: 1_000_000 } })],
])('%s, what is asked beyond what may wait is refused at once, and room comes back', async (_, make) => {
  const link = make();
  const gone = new AbortController();
  const waiting = Array.from({ length: 3 }, () => timed(link.execute(NAP, me, gone.signal)));
  await expect.poll(sleeping).toBe(3);
  const { error } = await timed(link.execute(ME, me, never));
  expect(error).toMatchObject({ ...AWAY, message: 'notes is asked too much right now' });
  // It waited for none of them.
  expect(await sleeping()).toBe(3);
  gone.abort();
  await Promise.all(waiting);
  await expect
    .poll(() => link.execute(ME, me, never).catch(() => null))
    .toEqual({ data: { me: me.viewer?.id } });
  await link.stop();
});

test('large bodies count by their size', async () => {
  const link = linkTo(service.url, { bounds: { questions: 100, bytes: 1_000 } });
  const { error } = await timed(link.execute({ query: `# ${'x'.repeat(1_000)}\n{ me }` }, me, never));
  expect(error).toMatchObject({ message: 'notes is asked too much right now' });
  expect(await link.execute(ME, me, never)).toEqual({ data: { me: me.viewer?.id } });
  await link.stop();
});

/** What was logged. */
class Recorded implements Logger {
  readonly lines: string[] = [];
  private readonly keep = (_fields: object, message: string) => void this.lines.push(message);
  debug = this.keep;
  info = this.keep;
  warn = this.keep;
  error = this.keep;
  child = () => this;
}

/** A process that answers /graphql as it is told, and is always alive. */
class Fickle {
  asked = 0;
  answer: (response: ServerResponse) => void = () => undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      request.resume();
      if (request.url === '/health/live') {
        response.end('{}');
        return;
      }
      this.asked += 1;
      this.answer(response);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

test.each<[string, (response: ServerResponse) => void]>([
  ['answers with faults of its own', (response) => response.writeHead(500).end()],
  ['is late again and again', () => undefined],
  ['breaks off', (response) => response.destroy()],
])('a replica that %s is left alone, tried again later, and back with a good answer', async (_, badly) => {
  const fickle = new Fickle();
  fickle.answer = badly;
  const logger = new Recorded();
  const url = await fickle.listen();
  const link = linkTo(url, { timeoutMs: 100, logger });
  const ask = () => timed(link.execute(ME, me, never));
  const left = () => logger.lines.filter((line) => line.includes('left alone')).length;
  await expect.poll(async () => (await ask(), left()), { timeout: 10_000 }).toBe(1);
  const asked = fickle.asked;
  expect(asked).toBeGreaterThanOrEqual(5);

  // While it is left alone nobody waits, and it is asked nothing.
  const refused = await Promise.all(Array.from({ length: 20 }, ask));
  expect(refused.every(({ ms }) => ms < 50)).toBe(true);
  expect(refused.map(({ error }) => error)).toMatchObject(refused.map(() => AWAY));
  expect(fickle.asked).toBe(asked);

  fickle.answer = (response) => response.writeHead(200, { 'x-parley-plain': '1' }).end('{"data":{"me":"x"}}');
  const answer = () => link.execute(ME, me, never).catch(() => null);
  await expect.poll(answer, { timeout: 5_000 }).toEqual({ data: { me: 'x' } });
  expect(logger.lines.filter((line) => line === 'a replica answers well again')).toHaveLength(1);
  expect(left()).toBe(1);
  expect(await metrics.metrics()).toMatch(
    `parley_gateway_replica_changes_total{subgraph="notes",replica="${url}",state="failing"} 1`,
  );
  await link.stop();
  fickle.stop();
});
