import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, root } from '../stack/child.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-start-'));
  // The user that PostgreSQL runs as must be able to enter.
  chmodSync(dir, 0o755);
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Starts the product where it cannot start; answers with its exit code and what it said. */
async function refusal(environment: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [join(root, 'gateway/dist/all-in-one.js')], {
    env: cleanEnvironment({ DATA_DIR: join(dir, 'data'), LOG_LEVEL: 'silent', ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.trim() };
}

test('a port in use is one sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { code, said } = await refusal({ PORT: String(port) });
  taken.close();
  expect(code).toBe(1);
  expect(said.split('\n')).toEqual([expect.stringMatching(new RegExp(`^Port ${String(port)} .* is taken`))]);
});

test('every fault of the configuration is listed together', async () => {
  const { code, said } = await refusal({ PORT: 'many', DATABASE_URL: 'mysql://x', PARLEY_DEMO: 'perhaps' });
  expect(code).toBe(1);
  for (const name of ['PORT', 'DATABASE_URL', 'PARLEY_DEMO']) expect(said).toContain(name);
  expect(said).not.toContain('    at ');
});

test('a data folder of another version is one sentence, and left as it was', async () => {
  const data = join(dir, 'old');
  mkdirSync(join(data, 'postgres'), { recursive: true });
  writeFileSync(join(data, 'postgres', 'PG_VERSION'), '9\n');
  const { code, said } = await refusal({ PORT: '0', DATA_DIR: data });
  expect(code).toBe(1);
  expect(said.split('\n')).toEqual([expect.stringContaining('was written by PostgreSQL 9')]);
  expect(readdirSync(join(data, 'postgres'))).toEqual(['PG_VERSION']);
});

// Only root runs the server as somebody else.
test.runIf(process.getuid?.() === 0)(
  'a data folder that PostgreSQL cannot reach is one sentence',
  async () => {
    const closed = join(dir, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const { code, said } = await refusal({ PORT: '0', DATA_DIR: join(closed, 'data') });
    expect(code).toBe(1);
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^The user "postgres" may not enter .*set DATA_DIR/),
    ]);
  },
);

// Only root may mount the small disk that this needs.
test.runIf(process.getuid?.() === 0)('a full disk is one sentence, and nothing is written', async () => {
  const disk = join(dir, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], { encoding: 'utf8' });
  expect(mounted.stderr).toBe('');
  try {
    const { code, said } = await refusal({ PORT: '0', DATA_DIR: disk });
    expect(code).toBe(1);
    expect(said.split('\n')).toEqual([expect.stringMatching(/^Only 1\d MiB are free/)]);
    expect(readdirSync(disk).filter((name) => name !== 'secrets.json')).toEqual([]);
  } finally {
    spawnSync('umount', [disk]);
  }
});
