import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type ICruiseResult, cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
}

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Rules;

/** One planted violation per rule: the first file imports the second. */
const planted: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'no-cycles': ['schema/a.ts', 'schema/b.ts'],
  'subgraphs-are-strangers': ['subgraphs/chat/src/chat.ts', 'subgraphs/identity/src/identity.ts'],
  'kit-knows-no-product': ['subgraphs/kit/src/log.ts', 'subgraphs/identity/src/identity.ts'],
  'kit-is-used-through-its-doors': ['subgraphs/chat/src/chat.ts', 'subgraphs/kit/src/log.ts'],
  'the-gateway-knows-the-contract-only': ['gateway/src/main.ts', 'subgraphs/identity/src/identity.ts'],
  'apollo-stays-in-its-folder': ['gateway/src/executor.ts', 'node_modules/@apollo/gateway/index.js'],
  'client-knows-only-the-schema': ['client/src/main.ts', 'gateway/src/main.ts'],
  'client-features-are-strangers': ['client/src/app/chat/page.ts', 'client/src/app/people/page.ts'],
  'ui-only-looks': ['client/src/app/ui/avatar.ts', 'client/src/app/core/session.ts'],
  'core-knows-no-feature': ['client/src/app/core/session.ts', 'client/src/app/chat/page.ts'],
  'resolvers-only-call-services': ['subgraphs/chat/src/a/a.resolver.ts', 'subgraphs/chat/src/a/a.store.ts'],
  'sql-lives-in-stores': ['subgraphs/chat/src/a/a.service.ts', 'node_modules/typeorm/index.js'],
  'graphql-stays-at-the-edge': ['subgraphs/chat/src/a/a.service.ts', 'node_modules/type-graphql/index.js'],
  'rules-are-pure': ['subgraphs/chat/src/a/a.rules.ts', 'subgraphs/chat/src/a/a.service.ts'],
  'stores-are-private-to-their-feature': [
    'subgraphs/chat/src/b/b.service.ts',
    'subgraphs/chat/src/a/a.store.ts',
  ],
  'ship-no-tests': ['schema/a.ts', 'schema/a.test.ts'],
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-boundaries-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

const importOf = (from: string, to: string): string =>
  `import { value } from './${relative(dirname(from), to)}';\nexport const used = value;\n`;

async function brokenRules(from: string, to: string, isCycle: boolean): Promise<string[]> {
  rmSync(dir, { recursive: true });
  write(to, isCycle ? `${importOf(to, from)}export const value = 1;\n` : 'export const value = 1;\n');
  write(from, `${importOf(from, to)}export { value } from './${relative(dirname(from), to)}';\n`);
  const { output } = await cruise(['.'], {
    ruleSet: rules as never,
    validate: true,
    baseDir: dir,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules/.*/node_modules' },
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

test('every rule has a planted violation', () => {
  expect(Object.keys(planted).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
});

test.each(Object.entries(planted))('%s is caught', async (rule, [from, to]) => {
  expect(await brokenRules(from, to, rule === 'no-cycles')).toContain(rule);
});
