import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@parley/kit';
import { loadSupergraph } from '@parley/schema';
import { getOperationAST, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { gatewayShape } from '../src/config.js';
import { federationOf } from '../src/federation/planned.js';
import { costOf } from '../src/limits/cost.js';
import { allowancesOf } from '../src/limits/spender.js';
import { limits } from '../src/limits/structure.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/guide/limits.md');
const plain = (number: string): number => Number(number.replaceAll(',', ''));

/** The rows of the tables whose first cell is names in backticks: each name, and the number of the second cell. */
const rows = new Map(
  [...page.matchAll(/^\| (`[^|]+`) \| ([\d,]+)[^|]* \|/gm)].flatMap(([, names = '', size = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, plain(size)] as const),
  ),
);

/** What refusals call the limits of structure.ts. */
const NAMES: Readonly<Record<keyof typeof limits, readonly string[]>> = {
  bodyBytes: ['body'],
  operationsOfSocket: ['subscriptions of one socket'],
  tokens: ['tokens'],
  depth: ['depth'],
  aliases: ['aliases'],
  rootFields: ['root fields'],
  directives: ['directives'],
  fragments: ['fragments'],
  selections: ['selections'],
  comparisons: ['comparisons'],
  pageSize: ['page size (first)', 'page size (last)'],
  cost: ['cost'],
  valuesInVariables: ['values in variables'],
  depthOfVariables: ['depth of variables'],
};

test.each(Object.entries(NAMES))('%s is published with its size', (key, names) => {
  for (const name of names) expect(rows.get(name)).toBe(limits[key as keyof typeof limits]);
});

test('there is no limit in the code that is not published', () => {
  const folder = join(root, 'gateway/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const texts = sources.map((file) => readFileSync(join(folder, file), 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/(?:overLimit|check)\(\s*'([^']+)',/g)]);
  const names = new Set(named.map(([, name = '']) => name));
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !rows.has(name))).toEqual([]);
});

describe('each example costs what the page says', () => {
  const examples = [...page.matchAll(/```graphql\n([^`]+)```\s+Costs \*\*([\d,]+)\*\*/g)];
  let schema: ReturnType<typeof federationOf>['apiSchema'];

  beforeAll(() => {
    schema = federationOf(loadSupergraph()).apiSchema;
  });

  test('and every example says it', () => {
    expect(examples.length).toBe(page.split('```graphql').length - 1);
  });

  test.each(examples.map(([, text = '', cost = '']) => [plain(cost), text] as const))('%i', (cost, text) => {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('The example is no operation');
    expect(costOf(schema, document, operation)({})).toBe(cost);
  });
});

test('rates are published as they are', () => {
  const secrets = { TOKEN_SECRET: 'x'.repeat(32), PROOF_SECRET: 'x'.repeat(32) };
  const config = readConfig(gatewayShape, secrets);
  const { session, user, address, stranger } = allowancesOf(config);
  const bucket = (setting: string): string | undefined =>
    new RegExp(`^\\| [^|]+ \\| ([^|]+) \\| \`${setting}\` \\|`, 'm').exec(page)?.[1];
  expect(plain(bucket('RATE_SESSION_PER_MINUTE') ?? '')).toBe(session);
  expect(plain(bucket('RATE_ANONYMOUS_PER_MINUTE') ?? '')).toBe(stranger);
  expect([bucket('RATE_USER_PER_MINUTE'), user]).toEqual(['twice as many', 2 * session]);
  expect([bucket('RATE_ADDRESS_PER_MINUTE'), address]).toEqual(['500 times as many', 500 * session]);
  const operations = read('docs/operations.md');
  for (const [name, size] of [
    ['RATE_ANONYMOUS_PER_MINUTE', stranger],
    ['RATE_SESSION_PER_MINUTE', session],
    ['RATE_SOCKET_PER_SECOND', config.RATE_SOCKET_PER_SECOND],
  ] as const) {
    expect(operations).toContain(`| \`${name}\` | gateway | ${String(size)} |`);
  }
});
