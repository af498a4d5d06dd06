import { doorsOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles } from './files.js';
import type { Row } from './permission-rows.js';
import { permissions } from './permissions.js';
import { type Scene, aScene, actors } from './scene.js';

/** Where nothing is done: what a deed sets going, as looking into a file does, goes on by itself for a while. */
let still: TestFiles;
let lively: TestFiles;
let shared: Scene;
beforeAll(async () => {
  [still, lively] = await Promise.all([startFiles(), startFiles()]);
  shared = await aQuietScene();
});
afterAll(() => Promise.all([still.stop(), lively.stop()]));

/** A scene in which what is made when it is first asked for is there before anything is compared. */
async function aQuietScene(): Promise<Scene> {
  const scene = await aScene(still);
  for (const actor of actors) await still.as(scene.viewers[actor]).run('{ viewer { home { id } } }');
  return scene;
}

/** The scene in which a row's refusals and readings happen: they change nothing, so that one serves all of them. */
const readied = new Map<Row, Promise<Scene>>();
function untouched(row: Row): Promise<Scene> {
  if (!row.prepare) return Promise.resolve(shared);
  const ready = async () => {
    const scene = await aQuietScene();
    await row.prepare?.(scene);
    return scene;
  };
  const made = readied.get(row) ?? ready();
  readied.set(row, made);
  return made;
}

/** A scene for one deed that is done. */
async function fresh(row: Row): Promise<Scene> {
  const scene = await aScene(lively);
  await row.prepare?.(scene);
  return scene;
}

/** Dead letters are kit's, and their rows stand in chat's matrix. */
const isOurs = (door: string): boolean => !door.includes('eadLetter');

test('every root field, every entity and every explanation has a row', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(
    doorsOf(still.test.runtime.sdl).filter(isOurs).sort(),
  );
});

const TABLES = [
  ...['node', 'version', 'blob', 'upload', 'node_grant', 'share_link', 'file_request', 'file_comment'],
  'received_file',
  'activity_retention',
  ...['activity', 'favorite', 'recent_use', 'storage_policy', 'usage', 'log', 'client_key'],
];

/** Everything there is where nothing is done, as one number for each table. */
async function everything(): Promise<unknown> {
  const digest = (table: string) =>
    `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t) as ${table}`;
  return still.test.runtime.database.query(`select ${TABLES.map(digest).join(', ')}`);
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
