import type { Viewer } from '@parley/kit';
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

const IMPORT = `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`;
const CAPTION = `mutation ($input: AddCaptionInput!) { addCaption(input: $input) { id } }`;
const SAID = `query ($id: ID!) { meeting(id: $id) { transcript { countedFrom
  segments { nodes { startSeconds endSeconds text } } } } }`;

const DAY = 86_400;

/** A room that stays, which first began ten days ago; its host is in it, or has gone. */
async function roomThatStays(leaves: boolean) {
  const host = await rooms.host();
  const { id } = await rooms.with(host, [], { kind: 'PERMANENT', settings: { captions: true } });
  const { id: participantId } = await rooms.place(host, id);
  if (leaves) await rooms.do(host, 'leaveMeeting', { participantId });
  const statement = `update meeting set counted_from = now() - interval '10 days' where id = $1`;
  await meetings.context().db.query(statement, [id]);
  return { host, id };
}

/** What a file of two seconds says. */
const fileOf = (text: string): string => `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`;

const input = (meetingId: string, text: string, daysAgo: number | null) => ({
  ...{ meetingId, text: fileOf(text), key: aKey() },
  startsAt: daysAgo === null ? null : new Date(Date.now() - daysAgo * DAY * 1_000).toISOString(),
});

const bring = (who: Viewer, id: string, text: string, daysAgo: number | null = null): Promise<unknown> =>
  meetings.must(who, IMPORT, { input: input(id, text, daysAgo) });

interface Said {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

const saidIn = async (who: Viewer, id: string): Promise<readonly Said[]> =>
  (await meetings.must(who, SAID, { id })).transcript.segments.nodes as Said[];

const textsIn = async (who: Viewer, id: string): Promise<readonly string[]> =>
  (await saidIn(who, id)).map(({ text }) => text);

test('of a room that stays the words of each day come from a file of their own', async () => {
  const { host, id } = await roomThatStays(true);
  await bring(host, id, 'On Tuesday', 7);
  await bring(host, id, 'On Monday', 8);
  const said = await saidIn(host, id);
  expect(said.map(({ text }) => text)).toEqual(['On Monday', 'On Tuesday']);
  const [monday, tuesday] = said as [Said, Said];
  expect(monday.startSeconds).toBeCloseTo(2 * DAY, -2);
  expect(tuesday.startSeconds - monday.startSeconds).toBeCloseTo(DAY, -2);
  expect(monday.endSeconds - monday.startSeconds).toBeCloseTo(1);
});

test('a file takes the place of one that was brought for the same time, and of no other', async () => {
  const { host, id } = await roomThatStays(true);
  await bring(host, id, 'On Monday', 8);
  const tuesday = input(id, 'On Tuesday', 7);
  await meetings.must(host, IMPORT, { input: tuesday });
  await meetings.must(host, IMPORT, { input: { ...tuesday, text: fileOf('Heard better'), key: aKey() } });
  expect(await textsIn(host, id)).toEqual(['On Monday', 'Heard better']);
});

test('captions of another day stay beside a file, and those of its own give way', async () => {
  const { host, id } = await roomThatStays(false);
  const { id: participantId } = await rooms.place(host, id);
  const caption = (text: string) => {
    const said = { participantId, text, seconds: 1, key: aKey() };
    return meetings.must(host, CAPTION, { input: said });
  };
  await caption('Today as heard');
  await bring(host, id, 'On Monday', 8);
  expect(await textsIn(host, id)).toEqual(['On Monday', 'Today as heard']);
  const match = `query { transcriptMatches(text: "heard") { nodes { segment { text } } } }`;
  const found = async () =>
    ((await meetings.must(host, match)).nodes as readonly { readonly segment: Said }[]).map(
      ({ segment }) => segment.text,
    );
  expect(await found()).toEqual(['Today as heard']);

  // A minute that begins half a minute ago, in which the caption lies.
  const file = 'WEBVTT\n\n00:01.000 --> 00:59.000\nToday as brought';
  await meetings.must(host, IMPORT, { input: { ...input(id, '', 30 / DAY), text: file } });
  expect(await textsIn(host, id)).toEqual(['On Monday', 'Today as brought']);
  expect(await found()).toEqual([]);
});

test('where nothing is said of when, it is what was said since somebody came', async () => {
  const { host, id } = await roomThatStays(false);
  await bring(host, id, 'Today');
  const [today] = (await saidIn(host, id)) as [Said];
  expect(today.startSeconds).toBeCloseTo(10 * DAY, -2);
});

test.each([
  ['before the room began', 11],
  ['later than now', -1],
])('nothing is brought from %s', async (_, daysAgo) => {
  const { host, id } = await roomThatStays(true);
  await bring(host, id, 'Before');
  const { errors } = await meetings.as(host).run(IMPORT, { input: input(id, 'Never', daysAgo) });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', 'startsAt'],
  ]);
  expect(await textsIn(host, id)).toEqual(['Before']);
});
