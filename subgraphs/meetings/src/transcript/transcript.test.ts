import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';

const IMPORT = `mutation ($input: ImportTranscriptInput!) {
  importTranscript(input: $input) { id source language meeting { id } }
}`;
const SEGMENTS = `query ($id: ID!, $text: String, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
  meeting(id: $id) { transcript { id source language
    segments(text: $text, first: $first, after: $after, last: $last, before: $before) {
      nodes { speaker { id } speakerName startSeconds endSeconds text } pageInfo { endCursor startCursor hasNextPage }
    } } } }`;
const FILE = `WEBVTT

00:01.000 --> 00:03.500
<v Amara Okafor>The budget is Café money

00:04.000 --> 00:05.000
<v Wanjiru>Not ميزانية alone

00:06.000 --> 00:07.000
Somebody: laughs`;

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

async function talk(): Promise<{ amara: Viewer; wanjiru: Viewer; meetingId: string }> {
  const [amara, wanjiru] = (await meetings.people([
    { displayName: 'Amara Okafor' },
    { displayName: 'Wanjiru' },
  ])) as [Viewer, Viewer];
  const { id } = await meetings.talking(amara, wanjiru);
  const { meeting } = await meetings.must(amara, `query ($id: ID!) { call(id: $id) { meeting { id } } }`, {
    id,
  });
  return { amara, wanjiru, meetingId: meeting.id as string };
}

const bring = (who: Viewer, meetingId: string, more: object = {}) =>
  meetings.must(who, IMPORT, { input: { meetingId, text: FILE, key: aKey(), ...more } });

const said = async (who: Viewer, id: string, more: object = {}) =>
  (await meetings.must(who, SEGMENTS, { id, ...more }))?.transcript;

const textsOf = async (who: Viewer, id: string, text: string): Promise<string[]> =>
  (await said(who, id, { text })).segments.nodes.map((each: { text: string }) => each.text) as string[];

test('what a file says is read by everybody in the meeting, with who spoke', async () => {
  const { amara, wanjiru, meetingId } = await talk();
  expect((await said(amara, meetingId)) ?? null).toBe(null);
  const imported = await bring(amara, meetingId, { language: 'en' });
  expect(imported).toMatchObject({ source: 'IMPORTED', language: 'en', meeting: { id: meetingId } });
  const { segments } = await said(wanjiru, meetingId);
  expect(segments.nodes).toEqual([
    {
      ...{ speaker: { id: amara.id }, speakerName: 'Amara Okafor' },
      ...{ startSeconds: 1, endSeconds: 3.5, text: 'The budget is Café money' },
    },
    {
      ...{ speaker: { id: wanjiru.id }, speakerName: 'Wanjiru' },
      ...{ startSeconds: 4, endSeconds: 5, text: 'Not ميزانية alone' },
    },
    { speaker: null, speakerName: '', startSeconds: 6, endSeconds: 7, text: 'Somebody: laughs' },
  ]);
});

test('what was said is found by the beginnings of words, whatever their case, accents and script', async () => {
  const { amara, meetingId } = await talk();
  await bring(amara, meetingId);
  expect(await textsOf(amara, meetingId, 'CAFE bud')).toEqual(['The budget is Café money']);
  expect(await textsOf(amara, meetingId, 'ميز')).toEqual(['Not ميزانية alone']);
  expect(await textsOf(amara, meetingId, "laughs' | !")).toEqual(['Somebody: laughs']);
  expect(await textsOf(amara, meetingId, 'budget alone')).toEqual([]);
  expect(await textsOf(amara, meetingId, ' ')).toHaveLength(3);
});

test('what was said is paged from both ends, in one statement a page', async () => {
  const { amara, meetingId } = await talk();
  await bring(amara, meetingId);
  const first = (await said(amara, meetingId, { first: 2 })).segments;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = (await said(amara, meetingId, { first: 2, after: first.pageInfo.endCursor })).segments;
  expect(rest.nodes.map((each: { startSeconds: number }) => each.startSeconds)).toEqual([6]);
  const back = (await said(amara, meetingId, { last: 1, before: rest.pageInfo.startCursor })).segments;
  expect(back.nodes.map((each: { startSeconds: number }) => each.startSeconds)).toEqual([4]);
});

test('the same key imports once; another file takes the place of the first', async () => {
  const { amara, wanjiru, meetingId } = await talk();
  const key = aKey();
  const one = await bring(amara, meetingId, { key });
  expect(await bring(amara, meetingId, { key })).toEqual(one);
  expect((await said(amara, meetingId)).segments.nodes).toHaveLength(3);
  const text = '1\n00:00:01,000 --> 00:00:02,000\nWanjiru: Anew';
  const other = await bring(wanjiru, meetingId, { text });
  expect(other.id).toBe(one.id);
  const { nodes } = (await said(amara, meetingId)).segments;
  expect(nodes).toMatchObject([{ speakerName: 'Wanjiru', text: 'Anew' }]);
});

test('a file that cannot be read leaves what was there', async () => {
  const { amara, meetingId } = await talk();
  await bring(amara, meetingId);
  const input = { meetingId, text: 'WEBVTT\n\n00:05.000 --> 00:01.000\nHi', key: aKey() };
  const { errors } = await meetings.as(amara).run(IMPORT, { input });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', 'text'],
  ]);
  expect(
    await meetings.codes(amara, IMPORT, { input: { ...input, text: FILE, language: 'Klingon!' } }),
  ).toEqual(['INVALID']);
  expect((await said(amara, meetingId)).segments.nodes).toHaveLength(3);
});

test('words are looked for in five statements, with the meeting and the right to it', async () => {
  const { amara, meetingId } = await talk();
  await bring(amara, meetingId);
  await expectQueries(meetings.test, 5, () => said(amara, meetingId, { text: 'budget' }) as Promise<unknown>);
});
