import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { a, gateway } from '../product.js';
import { cleanEnvironment, root } from '../stack/child.js';
import { blocksOf } from './guide-blocks.js';

const SEPARATOR = '=== the next block ===';
const blocks = blocksOf(readFileSync(join(root, 'docs/guide/documents.md'), 'utf8'));
const run = blocks.filter(({ language }) => language === 'sh');

/** What the blocks under a heading printed, in their order. */
const printed = new Map<string, unknown[]>();
let complaints: string;
let me: string;

beforeAll(async () => {
  const head = await a('head');
  me = head.id;
  const script = run.map(({ text }) => text).join(`\necho; echo '${SEPARATOR}'\n`);
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...cleanEnvironment({ PARLEY: gateway, PARLEY_TOKEN: head.token }), PATH };
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['--norc', '-eu', '-o', 'pipefail', '-c', script],
    { env, timeout: 30_000 },
  );
  complaints = stderr;
  for (const [index, text] of stdout.split(SEPARATOR).entries()) {
    const heading = run[index]?.heading ?? '';
    const answers = text.split('\n').filter((line) => line.trim() !== '');
    printed.set(heading, [
      ...(printed.get(heading) ?? []),
      ...answers.map((line): unknown => JSON.parse(line)),
    ]);
  }
});

/** The answers that the page shows under a heading. */
const shown = (heading: string): unknown[] =>
  blocks
    .filter((block) => block.heading === heading && block.language === 'json')
    .map(({ text }): unknown => JSON.parse(text));

/** The same keys all the way down: values are those of another moment. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner)]));
};

const refusal = (answer: unknown): unknown =>
  (answer as { errors: { message: string; extensions: { code: string } }[] }).errors.map(
    ({ message, extensions }) => [message, extensions.code],
  );

test('every block of the page is run here, or is what one of them is answered', () => {
  expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'json']));
  expect(run.length).toBeGreaterThanOrEqual(8);
  expect(complaints).toBe('');
});

test('strangers are answered what is published, and told what is not', () => {
  const heading = 'Whose documents are answered';
  const [known, refused] = printed.get(heading) ?? [];
  expect(known).toMatchObject({ data: { viewer: null } });
  const [told] = shown(heading);
  expect([refusal(refused), shapeOf(refused)]).toEqual([refusal(told), shapeOf(told)]);
});

test('a document is named by its hash, in a body and in an address', () => {
  const answers = printed.get('Naming a document by its hash') ?? [];
  expect(answers).toHaveLength(2);
  for (const answer of answers) expect(answer).toMatchObject({ data: { viewer: { id: me } } });
});

test('a document is asked for, given once, and named from then on', () => {
  const heading = 'Having a document kept';
  const [unknown, ...known] = printed.get(heading) ?? [];
  const [told] = shown(heading);
  expect([refusal(unknown), shapeOf(unknown)]).toEqual([refusal(told), shapeOf(told)]);
  expect(known).toHaveLength(2);
  for (const answer of known) {
    expect(answer).toMatchObject({
      data: { viewer: { user: { displayName: expect.any(String) as string } } },
    });
  }
});

test('which documents were sent is told as the page shows it', () => {
  const heading = 'Which documents are sent';
  const [answer] = printed.get(heading) as [{ documents: { name: string; apps: object }[] }];
  const [page] = shown(heading) as [{ documents: { name: string }[] }];
  const mine = answer.documents.find(({ name }) => name === 'Me');
  const keys = (document: object | undefined): string[] => Object.keys(document ?? {});
  expect(keys(mine)).toEqual(keys(page.documents.find(({ name }) => name === 'Me')));
  expect(answer.documents.map(({ name }) => name)).toContain('(others)');
});
