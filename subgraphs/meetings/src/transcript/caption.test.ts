import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const ADD = `mutation ($input: AddCaptionInput!) {
  addCaption(input: $input) { id text speakerName speaker { id } startSeconds endSeconds }
}`;

async function aRoom(settings: object = { captions: true }) {
  const host = await rooms.host();
  const [bo] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [bo], { settings });
  await rooms.place(host, id);
  const { id: participantId } = await rooms.place(bo, id);
  const caption = (more: object = {}) => ({
    input: { participantId, text: 'Good  morning', seconds: 1.5, language: 'en', key: aKey(), ...more },
  });
  return { host, bo, id, participantId, caption };
}

const saidIn = async (who: Viewer, id: string) =>
  (
    await meetings.must(
      who,
      `query ($id: ID!) { meeting(id: $id) { transcript { source language segments { nodes { text } } } } }`,
      { id },
    )
  ).transcript;

test('what somebody says is shown to everybody there, and kept as they said it', async () => {
  const { host, bo, id, caption } = await aRoom();
  const { liveCursor: after } = (await rooms.read(host, id)) as { liveCursor: string };
  const events = meetings.as(host).follow(
    `subscription ($id: ID!, $after: Cursor) { meetingEvents(meetingId: $id, after: $after) { __typename
       ... on TranscriptGrew { segment { text speakerName speaker { id } } } } }`,
    { id, after },
  );
  const variables = caption();
  const said = await meetings.must(bo, ADD, variables);
  expect(said).toMatchObject({ text: 'Good morning', speaker: { id: bo.id } });
  expect(said.endSeconds - said.startSeconds).toBeLessThanOrEqual(1.5);
  expect(await meetings.must(bo, ADD, variables)).toEqual(said);
  await meetings.must(bo, ADD, caption({ text: 'Shall we begin?' }));
  const heard = (await take(events, 3)).map(({ data }) => data.meetingEvents);
  await events.return();
  expect(heard.filter(({ __typename }) => __typename === 'TranscriptGrew')).toMatchObject([
    { segment: { text: 'Good morning', speaker: { id: bo.id } } },
    { segment: { text: 'Shall we begin?' } },
  ]);
  expect(await saidIn(host, id)).toEqual({
    ...{ source: 'CAPTIONS', language: 'en' },
    segments: { nodes: [{ text: 'Good morning' }, { text: 'Shall we begin?' }] },
  });
});

test('nobody puts words into the mouth of another', async () => {
  const { host, id, caption } = await aRoom();
  expect(await meetings.codes(host, ADD, caption())).toEqual(['NOT_FOUND']);
  expect(await saidIn(host, id)).toBe(null);
});

test.each([
  ['where captions are off', { captions: false }, {}],
  ['of somebody who is muted', { captions: true }, { microphone: false }],
] as const)('nothing is written down %s', async (_where, settings, media) => {
  const { host, bo, id, participantId, caption } = await aRoom(settings);
  const switched = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { id } }`;
  await meetings.must(bo, switched, { input: { participantId, ...media, key: aKey() } });
  expect(await meetings.codes(bo, ADD, caption())).toEqual(['CONFLICT']);
  expect(await saidIn(host, id)).toBe(null);
});

test('of a meeting that is encrypted end to end no words are kept', async () => {
  const { host, bo, id, caption } = await aRoom({ captions: true });
  await meetings.test.runtime.database.query(`update meeting set encryption = 'END_TO_END' where id = $1`, [
    id,
  ]);
  expect(await meetings.codes(bo, ADD, caption())).toEqual(['CONFLICT']);
  const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHi';
  const bring = `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { id } }`;
  expect(await meetings.codes(host, bring, { input: { meetingId: id, text, key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
});

test('only hosts bring the transcript of a room, and what they bring goes before captions', async () => {
  const { host, bo, id, caption } = await aRoom();
  await meetings.must(bo, ADD, caption());
  const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHi';
  const bring = `mutation ($input: ImportTranscriptInput!) { importTranscript(input: $input) { source } }`;
  const input = () => ({ input: { meetingId: id, text, key: aKey() } });
  expect(await meetings.codes(bo, bring, input())).toEqual(['FORBIDDEN']);
  expect(await meetings.must(host, bring, input())).toEqual({ source: 'IMPORTED' });
  expect((await saidIn(bo, id)).segments.nodes).toEqual([{ text: 'Hi' }]);
});

test('in a room that stays, what is said on another day stands behind what was said before', async () => {
  const host = await rooms.host();
  const { id } = await rooms.with(host, [], { kind: 'PERMANENT', settings: { captions: true } });
  const say = async (text: string) => {
    const { id: participantId } = await rooms.place(host, id);
    const said = await meetings.must(host, ADD, { input: { participantId, text, seconds: 1, key: aKey() } });
    await rooms.do(host, 'leaveMeeting', { participantId });
    return said as { readonly startSeconds: number };
  };
  await say('Good evening');
  expect(await rooms.read(host, id)).toMatchObject({ state: 'IDLE' });
  // Longer ago than an integer has milliseconds for.
  await meetings
    .context()
    .db.query(`update meeting set counted_from = counted_from - interval '30 days' where id = $1`, [id]);
  expect((await say('Good morning')).startSeconds).toBeGreaterThan(29 * 86_400);
  const { segments, countedFrom } = await meetings
    .must(
      host,
      `query ($id: ID!) { meeting(id: $id) { transcript { countedFrom segments { nodes { text } } } } }`,
      { id },
    )
    .then(({ transcript }) => transcript);
  expect(segments.nodes.map(({ text }: { text: string }) => text)).toEqual(['Good evening', 'Good morning']);
  expect(Date.now() - Date.parse(countedFrom)).toBeGreaterThan(29 * 86_400_000);
});
