import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateway } from '../product.js';
import { cleanEnvironment, root } from '../stack/child.js';
import { blocksOf } from './guide-blocks.js';

const PAGE = readFileSync(join(root, 'docs/guide/integrate.md'), 'utf8');

const SEPARATOR = '=== the next block ===';
const blocks = blocksOf(PAGE);
/** What is installed for the examples is what stands in the root already. */
const run = blocks.filter(({ language, note }) => language === 'sh' && note !== 'install');

let folder: string;
const printed = new Map<string, string>();
let complaints: string;
let files: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-integrate-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const { language, note, text } of blocks) {
    if (language === 'ts') await writeFile(join(folder, note), text);
  }
  const script = run.map(({ text }) => text).join(`\necho; echo '${SEPARATOR}'\n`);
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['--norc', '-eu', '-o', 'pipefail', '-c', script],
    {
      cwd: folder,
      env: { ...cleanEnvironment({ PARLEY: gateway }), PATH },
      timeout: 60_000,
    },
  );
  complaints = stderr;
  for (const [index, text] of stdout.split(SEPARATOR).entries()) {
    const heading = run[index]?.heading ?? '';
    printed.set(heading, `${printed.get(heading) ?? ''}${text}`.trim());
  }
  const read = async (name: string) => [name, await readFile(join(folder, name), 'utf8')] as const;
  files = Object.fromEntries(await Promise.all(['events.txt', 'heard.txt', 'headers.txt'].map(read)));
});
afterAll(() => rm(folder, { recursive: true }));

const lines = (heading: string): string[] =>
  (printed.get(heading) ?? '').split('\n').filter((line) => line !== '');
const json = (text: string | undefined): Record<string, unknown> =>
  JSON.parse(text ?? '') as Record<string, unknown>;

test('every block of the page is one that is run here', () => {
  expect(blocks.map(({ language, note }) => `${language} ${note}`.trim()).toSorted()).toEqual(
    [...run.map(() => 'sh'), 'sh install', 'ts follow.mts'].toSorted(),
  );
  expect(run.length).toBeGreaterThanOrEqual(10);
});

test('nothing on the page makes a program complain', () => {
  expect(complaints).toBe('');
});

test('the query shows the viewer, what may be spent, and what it cost', () => {
  const [answer] = lines('2. A query');
  expect(json(answer)).toMatchObject({
    data: {
      viewer: { user: { displayName: 'Amara Okafor' } },
      rateLimit: { limit: expect.any(Number) as number, remaining: expect.any(Number) as number },
    },
    extensions: { cost: { spent: expect.any(Number) as number } },
  });
});

test('a channel is made over REST, and read back', () => {
  expect(json(lines('3. REST')[0])).toMatchObject({ kind: 'GROUP', name: 'Playground', memberCount: 1 });
});

test('what is sent twice with one key is one message', () => {
  const [first, second, ...more] = lines('Nothing twice');
  expect([first, more]).toEqual([second, []]);
  expect(first).toMatch(/^message_/);
});

test('pages follow one another to the end', () => {
  const texts = lines('Pages').filter((line) => / (Sent once|Number \d)$/.test(line));
  expect(texts.map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'Sent once',
    'Number 1',
    'Number 2',
    'Number 3',
    'Number 4',
  ]);
  const positions = texts.map((line) => Number.parseInt(line, 10));
  expect(positions).toEqual(positions.toSorted((one, other) => one - other));
});

test('refusals say why', () => {
  const [misspelt, absent] = lines('What is refused').map((line) => json(line));
  expect(misspelt).toMatchObject({ status: 400, code: 'INVALID', field: 'chanelId' });
  expect(absent).toMatchObject({ status: 404, code: 'NOT_FOUND' });
});

test('what is left is told, and what is known is not sent again', () => {
  const [first, second, status] = lines('What is left').map((line) => line.trim().toLowerCase());
  expect([first, second].toSorted()).toEqual([
    expect.stringMatching(/^ratelimit-policy: "points";q=\d+;w=60$/),
    expect.stringMatching(/^ratelimit: "points";r=\d+;t=\d+$/),
  ]);
  expect(status).toBe('304');
});

test('both streams hear what was said', () => {
  expect(files['events.txt']).toMatch(/^event: next\ndata: .*Heard by curl/m);
  expect(files['heard.txt']).toBe('Amara Okafor: Heard by curl\nAmara Okafor: Heard by TypeScript\n');
});

test('a token that was revoked is over', () => {
  const [archivedAt, revoked, refused] = lines('6. Tidy up');
  expect(archivedAt).toMatch(/^\d{4}-/);
  expect(json(revoked)).toEqual({ id: expect.stringMatching(/^api_token_/) as string });
  expect(json(refused)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});
