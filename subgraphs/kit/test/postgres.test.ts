import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger, startPostgres } from '../src/index.js';

const logger = createLogger('test', 'silent');
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** A process that runs PostgreSQL as its child and says where. */
async function parentOf(dir: string): Promise<{ parent: ChildProcess; url: string; pid: number }> {
  const script = new URL('./postgres-parent.ts', import.meta.url).pathname;
  const parent = spawn(process.execPath, ['--conditions=parley-source', '--import', 'tsx', script, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: parent.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { parent, ...(JSON.parse(line) as { url: string; pid: number }) };
}

test('a killed parent takes PostgreSQL with it, and nothing that was answered is lost', async () => {
  const first = await parentOf(dataDir);
  const client = new Client({ connectionString: first.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table kept (n int primary key)');
  for (let n = 0; n < 50; n += 1) await client.query('insert into kept values ($1)', [n]);
  const gone = new Promise((resolve) => client.once('end', resolve));
  first.parent.kill('SIGKILL');
  await gone;
  const again = await startPostgres({ dataDir, logger });
  const reader = new Client({ connectionString: again.url });
  await reader.connect();
  const { rows } = await reader.query<{ count: string }>('select count(*) from kept');
  expect(rows[0]?.count).toBe('50');
  await reader.end();
  await again.stop();
});

/** Whether a process of that id is there. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH: it has ended.
    return false;
  }
}

test('a server whose product lives is left alone by a second one on the same folder', async () => {
  const first = await parentOf(dataDir);
  await expect(startPostgres({ dataDir, logger })).rejects.toThrow(
    `Another Parley (pid ${String(first.parent.pid)}) runs on ${dataDir}`,
  );
  const client = new Client({ connectionString: first.url });
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  const gone = once(first.parent, 'exit');
  first.parent.kill('SIGKILL');
  await gone;
  // It ends by itself, and its folder is taken away only then.
  await expect.poll(() => isRunning(first.pid), { timeout: 10_000 }).toBe(false);
});

test('a data folder of another version is left alone, with a sentence', async () => {
  const file = join(dataDir, 'postgres', 'PG_VERSION');
  const started = await startPostgres({ dataDir, logger });
  await started.stop();
  const version = await readFile(file, 'utf8');
  await writeFile(file, '12\n');
  await expect(startPostgres({ dataDir, logger })).rejects.toThrow(
    /was written by PostgreSQL 12.*Nothing was changed/,
  );
  await writeFile(file, version);
  const again = await startPostgres({ dataDir, logger });
  await again.stop();
});

test('a folder with other things in it is left alone', async () => {
  const other = await mkdtemp(join(tmpdir(), 'parley-other-'));
  await writeFile(join(other, 'postgres'), 'a letter').catch(() => undefined);
  await expect(startPostgres({ dataDir: other, logger })).rejects.toThrow();
  expect(await readFile(join(other, 'postgres'), 'utf8')).toBe('a letter');
  await rm(other, { recursive: true });
});
