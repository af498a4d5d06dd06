import { type DefinitionNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, startChat } from './chat.js';
import { GOVERN_TABLES } from './permission-govern.js';
import { THREAD_TABLES } from './permissions-thread.js';
import { permissions } from './permissions.js';
import { type Scene, aScene, actors } from './scene.js';

let chat: TestChat;
let shared: Scene;
beforeAll(async () => {
  chat = await startChat();
  shared = await aScene(chat);
});
afterAll(() => chat.stop());

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Whether a type can be reached by its key, through `_entities`. */
const isEntity = (definition: DefinitionNode): boolean =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  (definition.directives ?? []).some(({ name, arguments: args }) => {
    return name.value === 'key' && !args?.some(({ name: argument }) => argument.value === 'resolvable');
  });

function doorsOf(sdl: string): string[] {
  return parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const { name, fields } = definition;
    const names = (fields ?? []).map((field) => field.name.value);
    if (ROOTS.includes(name.value)) return names.map((field) => `${name.value}.${field}`);
    // Who may ask why others may is a question of its own, wherever it is asked.
    const explained = names.filter((field) => field === 'whyCan').map((field) => `${name.value}.${field}`);
    return isEntity(definition) ? [name.value, ...explained] : explained;
  });
}

test('every root field, every entity and every explanation has a row', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(doorsOf(chat.test.runtime.sdl).sort());
});

const TABLES = [
  'channel',
  'membership',
  'message',
  'mention',
  'file',
  'file_use',
  'custom_emoji',
  'reaction',
  'message_edit',
  'poll_vote',
  'receipt_setting',
  'acknowledgement',
  'presence',
  'notification_setting',
  'log',
  'client_key',
  'draft',
  'saved_item',
  'scheduled_message',
  ...GOVERN_TABLES,
  ...THREAD_TABLES,
];

/** Everything there is, as one number for each table. */
async function everything(): Promise<unknown> {
  const digest = (table: string) =>
    `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t) as ${table}`;
  return chat.test.runtime.database.query(`select ${TABLES.map(digest).join(', ')}`);
}

const cases = permissions.flatMap((row) =>
  actors.map((actor) => [row.name, actor, row.expected[actor], row] as const),
);

test.each(cases)('%s, asked by %s: %s', async (name, actor, expected, row) => {
  // What is refused changes nothing, so those who are refused share a scene; what succeeds gets one of its own.
  const changes = row.prepare !== undefined || (name.startsWith('Mutation.') && expected === 'ok');
  const scene = changes ? await aScene(chat) : shared;
  await row.prepare?.(scene);
  const before = await everything();
  expect(await row.run(scene, actor)).toBe(expected);
  if (name.startsWith('Mutation.') && expected !== 'ok') expect(await everything()).toEqual(before);
});
