import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import parley from '../eslint/plugin.mjs';

/** What one of our rules says of a file; nothing when it is content. */
function saidOf(
  rule: string,
  code: string,
  filename = 'subgraphs/chat/src/message/message.service.ts',
): string[] {
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts', '**/*.cjs'],
        languageOptions: { parser: tseslint.parser },
        plugins: { parley },
        rules: { [`parley/${rule}`]: 'error' },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
      },
    ],
    filename,
  );
  return messages.map(({ messageId, message }) => messageId ?? message);
}

test.each([
  ['subgraphs/chat/src/channel/channel.store.ts', []],
  ['client/src/app/ui/avatar/avatar.ts', []],
  ['.dependency-cruiser.cjs', []],
  ['subgraphs/kit/src/migrations/1760000000000-create-kit-tables.ts', []],
  ['subgraphs/chat/src/utils.ts', ['vague']],
  ['gateway/src/http/helpers.ts', ['vague']],
  ['gateway/src/types.ts', ['vague']],
  ['gateway/src/QueryPlan.ts', ['spelling']],
  ['gateway/src/query_plan.ts', ['spelling']],
])('filename: %s', (filename, said) => {
  expect(saidOf('filename', 'export const a = 1;', filename)).toEqual(said);
});

test.each([
  ['try { a(); } catch { /* gone already */ }', []],
  ['try {\n  a();\n  // a client that left has nobody to tell\n} catch { b(); }', []],
  ['try { a(); } catch {\n  // nobody listens yet\n  b();\n}', []],
  ['try { a(); } catch { b(); }', ['silent']],
  ['try { a(); } catch (error) { throw error; }', ['silent']],
])('explain-catch: %s', (code, said) => {
  expect(saidOf('explain-catch', code)).toEqual(said);
});

const disable = 'eslint-disable-next-line';

test.each([
  [`// ${disable} no-console -- the welcome is for people\na();`, []],
  [`// ${disable} no-console\na();`, ['reason']],
  [`// ${disable} no-console -- ok\na();`, ['reason']],
  [`/* eslint-disable */\na();`, ['whole']],
  ['// @ts-expect-error the types of this library are older than it\na();', []],
  ['// @ts-expect-error\na();', ['reason']],
])('reasoned-suppression: %s', (code, said) => {
  expect(saidOf('reasoned-suppression', code)).toEqual(said);
});

test.each([
  ['message.service.ts', []],
  ['message.test.ts', []],
  ['message.resolver.ts', ['elsewhere']],
  ['message.store.ts', ['elsewhere']],
  ['message.consumer.ts', ['elsewhere']],
])('publish-in-services: events are announced in %s', (name, said) => {
  const code = "await ctx.events.publish('channel:1', 'messageAdded', {});";
  expect(saidOf('publish-in-services', code, `subgraphs/chat/src/message/${name}`)).toEqual(said);
});

test('publish-in-services: what else is published is not its concern', () => {
  expect(saidOf('publish-in-services', 'bus.publish(topic);', 'subgraphs/kit/src/bus.ts')).toEqual([]);
});

test.each([
  ["vi.mock('nodemailer');", []],
  ["vi.mock('./channel.store.js');", ['mock']],
  ["vi.mock('@parley/kit');", ['mock']],
  ["vi.mock(import('../kit/log.js'));", ['mock']],
])('no-own-mocks: %s', (code, said) => {
  expect(saidOf('no-own-mocks', code)).toEqual(said);
});
