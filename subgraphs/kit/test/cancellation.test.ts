import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  PROOF_HEADER,
  createLogger,
  readConfig,
  serve,
  serviceConfig,
  signProof,
  startSubgraph,
  type ExecutionAnswer,
  type Runtime,
  type Serving,
} from '../src/index.js';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const POOL = 4;
const NAP = 'query ($seconds: Float!, $note: String) { nap(seconds: $seconds, note: $note) }';
const NAP_ONCE = 'mutation ($seconds: Float!, $note: String!) { napOnce(seconds: $seconds, note: $note) }';
const me = aViewer();

let database: ThrowawayDatabase;
let service: Serving;
let runtime: Runtime;
/** Sees what runs on the server. */
let watcher: Client;

beforeAll(async () => {
  database = await throwawayDatabase();
  watcher = new Client({ connectionString: database.url });
  await watcher.connect();
  service = await serve(
    await notes(),
    readConfig(serviceConfig, {
      PORT: '0',
      DATABASE_URL: database.url,
      DATABASE_POOL: String(POOL),
      PROOF_SECRET,
      LOG_LEVEL: 'silent',
    }),
  );
});
afterAll(async () => {
  await service.stop();
  await watcher.end();
  await database.drop();
});

beforeEach(async () => {
  runtime = await startSubgraph(await notes(), {
    databaseUrl: database.url,
    poolSize: POOL,
    logger: createLogger('notes', 'silent'),
  });
});
afterEach(() => runtime.stop());

const nap = (seconds: number, signal?: AbortSignal, note?: string): Promise<ExecutionAnswer> =>
  runtime.execute({ query: NAP, variables: { seconds, note } }, callerOf(me), signal);

/** How many backends sleep now. */
async function sleeping(): Promise<number> {
  const { rows } = await watcher.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
  );
  return rows[0]?.count ?? 0;
}

async function written(note: string): Promise<number> {
  const { rowCount } = await watcher.query('select 1 from notes.note where text = $1', [note]);
  return rowCount ?? 0;
}

/** The backends of this test's pool. */
async function backends(): Promise<readonly unknown[]> {
  const all = await Promise.all(
    Array.from({ length: POOL }, () =>
      runtime.database.query('select pg_backend_pid() as pid, pg_sleep(0.05)'),
    ),
  );
  return all.map((rows) => (rows as { pid: number }[])[0]?.pid).sort();
}

const codeOf = ({ errors }: ExecutionAnswer) => errors?.[0]?.extensions['code'];

test('who gives up is answered at once, and what ran for them is cancelled in PostgreSQL', async () => {
  const before = await backends();
  const gone = new AbortController();
  const answers = Array.from({ length: POOL }, () => nap(4, gone.signal, 'given up'));
  await expect.poll(sleeping).toBe(POOL);
  const start = performance.now();
  gone.abort();
  expect((await Promise.all(answers)).map(codeOf)).toEqual(answers.map(() => 'UNAVAILABLE'));
  await expect.poll(sleeping).toBe(0);
  expect(performance.now() - start).toBeLessThan(1_000);
  // The same connections, clean and usable; and nothing began after the one statement that was cancelled.
  expect(await backends()).toEqual(before);
  expect(await written('given up')).toBe(0);
});

test('what waits for a connection never begins', async () => {
  const holders = Array.from({ length: POOL }, () => nap(0.5));
  await expect.poll(sleeping).toBe(POOL);
  const gone = new AbortController();
  const waiting = nap(0, gone.signal, 'never begun');
  gone.abort();
  expect(codeOf(await waiting)).toBe('UNAVAILABLE');
  await Promise.all(holders);
  await backends();
  expect(await written('never begun')).toBe(0);
});

test('what is given up before it is asked is not executed', async () => {
  const { statements } = runtime.database;
  const before = statements.total;
  expect(codeOf(await nap(0, AbortSignal.abort()))).toBe('UNAVAILABLE');
  expect(statements.total).toBe(before);
});

test('a mutation runs to its end, whoever waits', async () => {
  const gone = new AbortController();
  const request = { query: NAP_ONCE, variables: { seconds: 0.3, note: 'to its end' } };
  const answer = runtime.execute(request, callerOf(me), gone.signal);
  await expect.poll(sleeping).toBe(1);
  gone.abort();
  expect(await answer).toEqual({ data: { napOnce: 'rested' } });
  expect(await written('to its end')).toBe(1);
});

test('an answer that came takes no heed of who goes afterwards', async () => {
  const gone = new AbortController();
  expect(await nap(0, gone.signal)).toEqual({ data: { nap: 'rested' } });
  gone.abort();
  expect(await backends()).toHaveLength(POOL);
});

test('whoever gives up among many cancels nobody else, whatever runs on the connection next', async () => {
  const until = performance.now() + 3_000;
  const seen = { cancelled: 0, rested: 0 };
  const fickle = async (): Promise<void> => {
    while (performance.now() < until) {
      const gone = new AbortController();
      const answer = nap(0.004, gone.signal);
      // Some while it waits or runs, some about when it ends by itself, some long after that.
      await delay(Math.random() * 25);
      gone.abort();
      if (codeOf(await answer) === undefined) seen.rested += 1;
      else seen.cancelled += 1;
    }
  };
  const failures: unknown[] = [];
  let served = 0;
  const steady = async (): Promise<void> => {
    while (performance.now() < until) {
      const { errors } = await nap(0.002);
      if (errors) failures.push(...errors);
      served += 1;
    }
  };
  await Promise.all([...Array.from({ length: 5 }, fickle), ...Array.from({ length: 3 }, steady)]);
  expect(failures.slice(0, 3)).toEqual([]);
  expect(seen.cancelled).toBeGreaterThan(20);
  expect(seen.rested).toBeGreaterThan(20);
  expect(served).toBeGreaterThan(100);
  expect(await backends()).toHaveLength(POOL);
});

/** Asks over HTTP like the gateway; aborting closes the connection. */
function post(query: string, variables: object, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ query, variables });
  const proof = signProof(PROOF_SECRET, { audience: 'notes', caller: callerOf(me), body });
  return fetch(`${service.url}/graphql`, {
    method: 'POST',
    body,
    signal,
    headers: { [PROOF_HEADER]: proof },
  });
}

test.each([
  ['a query is cancelled', NAP, 0],
  ['a mutation is not', NAP_ONCE, 1],
])('over HTTP, %s when its asker hangs up', async (note, query, times) => {
  const gone = new AbortController();
  const answer = post(query, { seconds: 1, note }, gone.signal);
  await expect.poll(sleeping).toBe(1);
  gone.abort();
  await expect(answer).rejects.toThrow();
  await expect.poll(sleeping, { timeout: 3_000 }).toBe(0);
  await expect.poll(() => written(note)).toBe(times);
  expect((await post(NAP, { seconds: 0 }, new AbortController().signal)).status).toBe(200);
});
