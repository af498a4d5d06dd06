import { doorsOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, startChat } from './chat.js';
import { GOVERN_TABLES } from './permission-govern.js';
import { THREAD_TABLES } from './permissions-thread.js';
import type { Row } from './permission-rows.js';
import { permissions } from './permissions.js';
import { type Cast, type Scene, aCast, aScene, actors } from './scene.js';

// What is refused and what only reads happens in one product that stays as small as it began, so that all of it can be
// looked at before and after; what is done happens in another one.
let still: TestChat;
let lively: TestChat;
let shared: Scene;
let cast: Cast;
beforeAll(async () => {
  [still, lively] = [await startChat(), await startChat()];
  shared = await aScene(still, await aCast(still));
  cast = await aCast(lively);
});
afterAll(() => Promise.all([still.stop(), lively.stop()]));

test('every root field, every entity and every explanation has a row', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(doorsOf(still.test.runtime.sdl).sort());
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

/** Everything there is where nothing may change, as one number for each table. */
async function everything(): Promise<unknown> {
  const digest = (table: string) => `(select sum(hashtextextended(t::text, 0)) from ${table} t) as ${table}`;
  return still.test.runtime.database.query(`select ${TABLES.map(digest).join(', ')}`);
}

/** The scene in which a row's refusals and readings happen: they change nothing, so that one serves all of them. */
const readied = new Map<Row, Promise<Scene>>();
async function untouched(row: Row): Promise<Scene> {
  if (!row.prepare) return shared;
  const ready = async () => {
    const scene = await aScene(still, shared.cast);
    await row.prepare?.(scene);
    return scene;
  };
  const made = readied.get(row) ?? ready();
  readied.set(row, made);
  return made;
}

/** A scene for one deed that is done. */
async function fresh(row: Row): Promise<Scene> {
  const scene = await aScene(lively, cast);
  await row.prepare?.(scene);
  return scene;
}

const cases = permissions.flatMap((row) =>
  actors.map((actor) => [row.name, actor, row.expected[actor], row] as const),
);

test.each(cases)('%s, asked by %s: %s', async (name, actor, expected, row) => {
  const isMutation = name.startsWith('Mutation.');
  if (isMutation && expected === 'ok') {
    expect(await row.run(await fresh(row), actor)).toBe('ok');
    return;
  }
  const scene = await untouched(row);
  const before = isMutation && (await everything());
  expect(await row.run(scene, actor)).toBe(expected);
  if (isMutation) expect(await everything()).toEqual(before);
});
