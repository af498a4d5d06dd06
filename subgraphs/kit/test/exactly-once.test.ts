import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, serve, serviceConfig, systemCaller, transaction, type Serving } from '../src/index.js';
import { throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const root = new URL('../../../', import.meta.url).pathname;
let logs: ThrowawayDatabase;
let effects: ThrowawayDatabase;
let source: Serving;
let database: Client;

beforeAll(async () => {
  [logs, effects] = await Promise.all([throwawayDatabase(), throwawayDatabase()]);
  source = await serve(
    await notes(),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: logs.url, PROOF_SECRET, LOG_LEVEL: 'error' }),
  );
  database = new Client({ connectionString: effects.url });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await source.stop();
  await Promise.all([logs.drop(), effects.drop()]);
});

async function say(words: readonly string[]): Promise<void> {
  await transaction(source.runtime.context(systemCaller('test')), async (ctx) => {
    for (const word of words) await ctx.events.publish('words', 'said', { word, about: word });
  });
}

async function read<T extends object>(statement: string): Promise<T[]> {
  return (await database.query<T>(statement)).rows;
}

const taken = async () =>
  (await read<{ word: string }>('select word from reader.taken order by n')).map(({ word }) => word);

/** A process that takes words in, and dies when told. */
function reading(stopAt: string): { said(line: string): Promise<void>; kill(): Promise<void> } {
  const script = new URL('reader-process.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(
    process.execPath,
    [
      ...['--conditions=parley-source', '--import', 'tsx', script],
      ...[effects.url, source.url, PROOF_SECRET, stopAt],
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.base.json` },
    },
  );
  const lines = new Set<string>();
  const output = createInterface({ input: child.stdout ?? process.stdin });
  output.on('line', (line) => lines.add(line));
  return {
    async said(line) {
      while (!lines.has(line)) await once(output, 'line');
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test('a consumer that is killed between effect and commit has taken each event once when it comes back', async () => {
  await say(['one', 'two', 'three']);
  const first = reading('two');
  await first.said('effect two');
  await first.kill();
  // The words were written in a transaction that nobody committed.
  expect(await taken()).toEqual([]);

  await say(['four']);
  const second = reading('four');
  await second.said('effect four');
  await second.kill();
  expect(await taken()).toEqual([]);

  const third = reading('nothing');
  await third.said('effect four');
  await expect.poll(taken, { timeout: 10_000 }).toEqual(['one', 'two', 'three', 'four']);
  // Killed at rest, it repeats nothing either.
  await third.kill();
  await say(['five']);
  const fourth = reading('nothing');
  await fourth.said('effect five');
  await expect.poll(taken, { timeout: 10_000 }).toEqual(['one', 'two', 'three', 'four', 'five']);
  await fourth.kill();
  expect(await read('select * from reader.dead_letter')).toEqual([]);
}, 60_000);
