import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { runTool, type ToolBounds, unlessToolFails } from '../src/tool.js';

const node = (script: string, bounds?: ToolBounds) => runTool(process.execPath, ['-e', script], bounds);
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
