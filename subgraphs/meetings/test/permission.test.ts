import { doorsOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, startMeetings } from './meetings.js';
import { permissions } from './permissions.js';
import { type Scene, aScene, actors, keepPresent } from './scene.js';

let meetings: TestMeetings;
/** Where nothing succeeds: what a success sets going, as making a recording playable, goes on by itself for a while. */
let still: TestMeetings;
let shared: Scene;
beforeAll(async () => {
  [meetings, still] = await Promise.all([startMeetings(), startMeetings()]);
  shared = await aLastingScene(still);
  // What follows from making it is there before anything is compared.
  await still.test.runtime.drainConsumers();
});
afterAll(() => Promise.all([meetings.stop(), still.stop()]));

/** Dead letters are kit's, and their rows stand in chat's matrix. */
const isOurs = (door: string): boolean => !door.includes('eadLetter');

test('every root field and every entity has a row', () => {
  expect(permissions.map(({ name }) => name).sort()).toEqual(
    doorsOf(meetings.test.runtime.sdl).filter(isOurs).sort(),
  );
});

const TABLES = [
  ...['call', 'meeting', 'participant', 'quality_sample', 'call_policy', 'log', 'client_key'],
  ...['recording', 'consent', 'recording_mark'],
  ...['transcript', 'transcript_segment', 'transcript_span'],
  ...['media_key', 'media_key_share', 'call_encryption'],
  ...['question', 'question_vote', 'participation'],
  ...['breakout', 'breakout_place', 'breakout_session'],
];

/** A scene in which nobody is missed, however long the matrix takes: nothing changes that nobody has asked for. */
async function aLastingScene(where: TestMeetings): Promise<Scene> {
  const scene = await aScene(where);
  const { database } = where.test.runtime;
  await database.query(`update participant set seen_at = clock_timestamp() + interval '1 hour'`);
  return scene;
}

/** Everything there is where nothing succeeds, as one number for each table. */
async function everything(): Promise<unknown> {
  const digest = (table: string) =>
    `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t) as ${table}`;
  return still.test.runtime.database.query(`select ${TABLES.map(digest).join(', ')}`);
}

const cases = permissions.flatMap((row) =>
  actors.map((actor) => [row.name, actor, row.expected[actor], row] as const),
);

test.each(cases)('%s, asked by %s: %s', async (name, actor, expected, row) => {
  // What is refused changes nothing, so those who are refused share a scene; what succeeds gets one of its own.
  const changes = name.startsWith('Mutation.') && expected === 'ok';
  const scene = changes ? await aLastingScene(meetings) : shared;
  const before = await everything();
  expect(await row.run(scene, actor)).toBe(expected);
  if (name.startsWith('Mutation.') && expected !== 'ok') expect(await everything()).toEqual(before);
  if (changes) await keepPresent(meetings);
});
