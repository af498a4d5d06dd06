import { type Viewer, newId } from '@parley/kit';
import { expectAtMost } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const FIND = `query ($text: String!, $first: Int, $after: Cursor) { transcriptMatches(text: $text, first: $first, after: $after) {
  nodes { meeting { id title } segment { text startSeconds } } pageInfo { hasNextPage endCursor } } }`;

const bring = (who: Viewer, meetingId: string, ...lines: readonly string[]): Promise<unknown> => {
  const cues = lines.map((line, n) => `\n00:0${String(n)}.000 --> 00:0${String(n)}.500\n${line}\n`);
  return meetings.must(
    who,
    `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`,
    {
      input: { meetingId, text: `WEBVTT\n${cues.join('')}`, key: aKey() },
    },
  ) as Promise<unknown>;
};

const textsFor = async (who: Viewer, text: string): Promise<string[]> =>
  (await meetings.must(who, FIND, { text })).nodes.map(
    (each: { segment: { text: string } }) => each.segment.text,
  ) as string[];

/** A room with a lobby that its host has spoken in. */
async function aRoom(...people: readonly Viewer[]) {
  const host = await rooms.host();
  const room = await rooms.with(host, people);
  for (const each of [host, ...people]) await rooms.place(each, room.id);
  return { host, id: room.id };
}

test('words are found in all meetings that one was let into, the latest first, with where they were said', async () => {
  const [bo, stranger] = (await rooms.others(2)) as [Viewer, Viewer];
  const [one, two] = [await aRoom(bo), await aRoom(bo)];
  await bring(one.host, one.id, 'The crocus is out', 'Nothing else');
  await bring(two.host, two.id, 'Crocuses again', 'The croissant');
  expect(await textsFor(bo, 'CROCUS')).toEqual(['Crocuses again', 'The crocus is out']);
  expect(await textsFor(one.host, 'crocus')).toEqual(['The crocus is out']);
  expect(await textsFor(stranger, 'crocus')).toEqual([]);
  expect(await textsFor(bo, ' ! ')).toEqual([]);
  const first = await meetings.must(bo, FIND, { text: 'cro', first: 2 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = await meetings.must(bo, FIND, { text: 'cro', first: 2, after: first.pageInfo.endCursor });
  expect(rest.nodes).toEqual([
    { meeting: { id: one.id, title: 'Seminar' }, segment: { text: 'The crocus is out', startSeconds: 0 } },
  ]);
  expect(await meetings.codes(bo, FIND, { text: 'a'.repeat(201) })).toEqual(['INVALID']);
});

test('whoever only waits, was removed for good, or is of another organisation finds nothing', async () => {
  const [bo, waiting] = (await rooms.others(2)) as [Viewer, Viewer];
  const [foreigner] = (await meetings.people([{ organizationId: newId('organization') }])) as [Viewer];
  const { host, id } = await aRoom(bo);
  await bring(host, id, 'A secret dahlia');
  const { database } = meetings.test.runtime;
  await database.query(
    `insert into participant (id, meeting_id, person_id, display_name, state, device, microphone, camera, admitted)
     values ($1, $2, $3, 'Waits', 'WAITING', 'Laptop', false, false, false)`,
    [newId('participant'), id, waiting.id],
  );
  expect(await textsFor(bo, 'dahlia')).toEqual(['A secret dahlia']);
  for (const each of [waiting, foreigner]) expect(await textsFor(each, 'dahlia')).toEqual([]);
  await database.query(`update participant set banned = true where meeting_id = $1 and person_id = $2`, [
    id,
    bo.id,
  ]);
  expect(await textsFor(bo, 'dahlia')).toEqual([]);
});

test('the two of a call find what was said in it', async () => {
  const [amara, wanjiru, other] = await meetings.three();
  const { id } = await meetings.talking(amara, wanjiru);
  const { meeting } = await meetings.must(amara, `query ($id: ID!) { call(id: $id) { meeting { id } } }`, {
    id,
  });
  await bring(amara, meeting.id as string, 'An edelweiss');
  expect(await textsFor(wanjiru, 'edelweiss')).toEqual(['An edelweiss']);
  expect(await textsFor(other, 'edelweiss')).toEqual([]);
});

test('finding takes as many statements however many places fit', async () => {
  const [bo] = (await rooms.others(1)) as [Viewer];
  for (let n = 0; n < 3; n += 1) {
    const { host, id } = await aRoom(bo);
    await bring(host, id, 'A foxglove', 'Another foxglove');
  }
  await expectAtMost(meetings.test, 4, () => textsFor(bo, 'foxglove'));
});
