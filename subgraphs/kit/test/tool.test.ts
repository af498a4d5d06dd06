import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runTool, type ToolBounds, unlessToolFails } from '../src/tool.js';

const node = (script: string, bounds?: ToolBounds) => runTool(process.execPath, ['-e', script], bounds);

/** What Linux tells of a process; empty when it is gone. */
function told(pid: number | string, what: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${what}`, 'utf8');
  } catch {
    // It ended between listing and reading.
    return '';
  }
}

/** Asks those of that name whom this process has started to end. */
function end(name: string): void {
  const ours = readdirSync('/proc').filter((pid) => {
    const status = told(pid, 'status');
    return status.startsWith(`Name:\t${name}\n`) && status.includes(`PPid:\t${String(process.pid)}\n`);
  });
  for (const pid of ours) process.kill(Number(pid), 'SIGTERM');
}

/** Whether it still does anything: what only waits to be taken note of does not. */
const isThere = (pid: number): boolean => /State:\t[^ZX]/.test(told(pid, 'status'));

const FOREVER = 'process.stdout.write("begun"); setInterval(() => {}, 1_000)';

test('what a program says is the answer', async () => {
  expect((await node('process.stdout.write("seen")')).toString()).toBe('seen');
});

test('a program that fails is told with what it complained of last', async () => {
  const failing = `console.error('x'.repeat(600) + 'torn'); process.exit(3)`;
  await expect(node(failing)).rejects.toMatchObject({ why: 'FAILED' });
  await expect(node(failing)).rejects.toThrow(/FAILED x+torn$/);
});

test('a program that is not there is missing', async () => {
  await expect(runTool('no-such-program', [])).rejects.toMatchObject({
    tool: 'no-such-program',
    why: 'MISSING',
  });
});

test('a program that somebody else ends has not failed', async () => {
  await expect(node(`process.kill(process.pid, 'SIGKILL')`)).rejects.toMatchObject({ why: 'KILLED' });
  const [input, forever] = [['-v', 'error', '-re', '-f', 'lavfi'], 'sine=duration=60'];
  const args = [...input, '-i', forever, '-f', 'data', '-map', '0', '-c', 'pcm_s16le', 'pipe:1'];
  const asked = runTool('ffmpeg', args, {
    onBytes: () => {
      end('ffmpeg');
    },
  });
  await expect(asked).rejects.toMatchObject({ why: 'KILLED' });
});

test('a program ends with whoever runs it, however that ends', async () => {
  const runner = fileURLToPath(new URL('tool-runner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', runner], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const program = Number(said.toString());
  expect(isThere(program)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect.poll(() => isThere(program)).toBe(false);
});

test('whoever takes too long is ended', async () => {
  await expect(node(FOREVER, { milliseconds: 50 })).rejects.toMatchObject({ why: 'TIME' });
});

test('whoever is given up is ended', async () => {
  const giving = new AbortController();
  const running = node(FOREVER, {
    signal: giving.signal,
    onBytes: () => {
      giving.abort();
    },
  });
  await expect(running).rejects.toMatchObject({ why: 'TIME' });
});

test('whoever says too much is ended, unless it is taken as it comes', async () => {
  const talking = 'process.stdout.write("x".repeat(2_000))';
  await expect(node(talking, { most: 1_000 })).rejects.toMatchObject({ why: 'OUTPUT' });
  let length = 0;
  const onBytes = (piece: Buffer): void => {
    length += piece.length;
  };
  expect(await node(talking, { most: 1_000, onBytes })).toHaveLength(0);
  expect(length).toBe(2_000);
});

test('a program runs behind others where it is told to', async () => {
  const priority = getPriority() + 1;
  const said = await node('process.stdout.write(String(os.getPriority()))', { priority });
  expect(Number(said)).toBe(priority);
});

test('work that can do without a program goes on without it, and fails for any other reason', async () => {
  expect(await unlessToolFails(() => runTool('no-such-program', []))).toBeNull();
  expect(await unlessToolFails(() => node(''))).toHaveLength(0);
  await expect(unlessToolFails(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
});
