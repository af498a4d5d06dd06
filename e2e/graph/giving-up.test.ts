import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../client/ask.js';
import { Person } from '../client/person.js';
import { CreateChannelDocument } from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { subgraphs } from '../product.js';
import { startDistributed } from '../stack/compose-stack.js';
import { postgresServer } from '../stack/debian.js';
import { startEmbedded } from '../stack/embedded-stack.js';

const run = promisify(execFile);

/** Long enough to see that something waits, and shorter than any statement may take. */
const TIMEOUT_MS = 1_500;
const SETTINGS = { SUBGRAPH_CHAT_TIMEOUT_MS: String(TIMEOUT_MS) };

/** A product of its own: what a test locks would stop others. */
interface Slowed {
  readonly gatewayUrls: readonly string[];
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

async function oneProcess(): Promise<Slowed> {
  const postgres = await postgresServer('parley-e2e');
  const server = await postgres.begin();
  const databaseUrl = `postgres://parley@127.0.0.1:${String(postgres.port)}/parley`;
  const stack = await startEmbedded({ ...SETTINGS, DATABASE_URL: databaseUrl });
  return {
    gatewayUrls: stack.gatewayUrls,
    databaseUrl,
    async stop() {
      await stack.stop();
      await server.end('SIGINT');
      await postgres.remove();
    },
  };
}

async function services(): Promise<Slowed> {
  const stack = await startDistributed({ environment: (role) => (role === 'gateway' ? SETTINGS : {}) });
  const { port } = stack.replica('postgres').address;
  return {
    gatewayUrls: stack.gatewayUrls,
    databaseUrl: `postgres://parley@127.0.0.1:${String(port)}/parley`,
    stop: () => stack.stop(),
  };
}

let product: Slowed;
let person: Person;
let body: string;

beforeAll(async () => {
  product = await (subgraphs.length > 0 ? services() : oneProcess());
  person = await Person.signIn(product.gatewayUrls, people.administrator);
  const input = { kind: 'GROUP' as const, name: 'Slow', memberIds: [], key: aKey() };
  const { createChannel } = await person.get(CreateChannelDocument, { input });
  const query = 'query ($id: ID!) { channel(id: $id) { messages(last: 5) { nodes { id } } } }';
  body = JSON.stringify({ query, variables: { id: createChannel.id } });
});
afterAll(async () => {
  await person[Symbol.asyncDispose]();
  await product.stop();
});

/** Lets nobody read messages until it is released. */
async function lockMessages(): Promise<AsyncDisposable> {
  const holder = spawn('psql', ['-XAtq', product.databaseUrl], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder.stdin.write("begin; lock table chat.message in access exclusive mode; select 'locked';\n");
  await once(holder.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      holder.stdin.end('rollback;\n');
      await once(holder, 'exit');
    },
  };
}

/** How many statements wait for that lock. */
async function waiting(): Promise<number> {
  const query = `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%message%'`;
  const { stdout } = await run('psql', ['-XAt', '-c', query, product.databaseUrl]);
  return Number(stdout);
}

const ask = (signal?: AbortSignal) =>
  post<{ channel: object | null }>(product.gatewayUrls[0] ?? '', body, { token: person.token, signal });

test('whoever hangs up leaves nothing running in PostgreSQL', async () => {
  await using _lock = await lockMessages();
  const gone = new AbortController();
  const asked = Array.from({ length: 5 }, () => ask(gone.signal));
  await expect.poll(waiting).toBeGreaterThan(0);
  const start = performance.now();
  gone.abort();
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(asked.map(() => 'rejected'));
  await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  // Before the time of a question, or of a statement, is up.
  expect(performance.now() - start).toBeLessThan(TIMEOUT_MS);
});

test('what takes too long is told so in time, and is cancelled in PostgreSQL', async () => {
  {
    await using _lock = await lockMessages();
    const start = performance.now();
    const { data, errors } = await ask();
    const ms = performance.now() - start;
    expect(errors.map(({ path, extensions }) => [path?.[0], extensions.code])).toEqual([
      ['channel', 'UNAVAILABLE'],
    ]);
    expect(data?.channel).toBeNull();
    expect(ms).toBeGreaterThan(TIMEOUT_MS - 100);
    expect(ms).toBeLessThan(TIMEOUT_MS + 1_500);
    await expect.poll(waiting, { timeout: 2_000 }).toBe(0);
  }
  // The connections are as good as before.
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
});
