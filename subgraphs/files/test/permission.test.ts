import { doorsOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles } from './files.js';
import { permissions } from './permissions.js';
import { type Scene, aScene, actors } from './scene.js';

let files: TestFiles;
let shared: Scene;
beforeAll(async () => {
  files = await startFiles();
  shared = await aScene(files);
  // What is made when it is first asked for is there before anything is compared.
  for (const actor of actors) await files.as(shared.viewers[actor]).run('{ viewer { home { id } } }');
});
afterAll(() => files.stop());

/** Dead letters are kit's, and their rows stand in chat's matrix. */
const isOurs = (door: string): boolean => !door.includes('eadLetter');

test('every root field, every entity and every explanation has a row', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(
    doorsOf(files.test.runtime.sdl).filter(isOurs).sort(),
  );
});

const TABLES = [
  ...['node', 'version', 'blob', 'upload', 'node_grant', 'share_link', 'file_request', 'file_comment'],
  'received_file',
  'activity_retention',
  ...['activity', 'favorite', 'recent_use', 'storage_policy', 'usage', 'log', 'client_key'],
];

/** Everything there is, as one number for each table. */
async function everything(): Promise<unknown> {
  const digest = (table: string) =>
    `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t) as ${table}`;
  return files.test.runtime.database.query(`select ${TABLES.map(digest).join(', ')}`);
}

const cases = permissions.flatMap((row) =>
  actors.map((actor) => [row.name, actor, row.expected[actor], row] as const),
);

test.each(cases)('%s, asked by %s: %s', async (name, actor, expected, row) => {
  // What is refused changes nothing, so those who are refused share a scene; what succeeds gets one of its own.
  const changes = row.prepare !== undefined || (name.startsWith('Mutation.') && expected === 'ok');
  const scene = changes ? await aScene(files) : shared;
  await row.prepare?.(scene);
  const before = await everything();
  expect(await row.run(scene, actor)).toBe(expected);
  if (name.startsWith('Mutation.') && expected !== 'ok') expect(await everything()).toEqual(before);
});
