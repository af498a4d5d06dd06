import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { type PlaceSeen, Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const REACT = `mutation ($input: ReactInMeetingInput!) { reactInMeeting(input: $input) }`;
const POINT = `mutation ($input: PointInput!) { point(input: $input) }`;
const SHARE = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { screen } }`;
const HEAR = `subscription ($id: ID!) { meetingSignals(meetingId: $id) { __typename
  ... on ReactionShown { participantId emoji } ... on PointerMoved { participantId sharerId x y stroke via { x y } done } } }`;

const reaction = ({ id: participantId }: PlaceSeen, emoji = '👏') => ({
  input: { participantId, emoji, key: aKey() },
});
const place = ({ id: participantId }: Pick<PlaceSeen, 'id'>, more: object = {}) => ({
  input: { participantId, x: 0.5, y: 0.25, key: aKey(), ...more },
});

const sharing = ({ id: participantId }: Pick<PlaceSeen, 'id'>, screen = true) => ({
  input: { participantId, screen, key: aKey() },
});

async function two(
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ id: string; who: [Viewer, Viewer]; places: [PlaceSeen, PlaceSeen] }> {
  const host = await rooms.host();
  const [amara] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [amara], more);
  return { id, who: [host, amara], places: [await rooms.place(host, id), await rooms.place(amara, id)] };
}

test('what somebody shows the others see, and it is counted', async () => {
  const { id, who, places } = await two();
  const stream = meetings.as(who[0]).follow(HEAR, { id });
  const first = take(stream, 1);
  await meetings.must(who[1], REACT, reaction(places[1]));
  expect((await first)[0]?.data.meetingSignals).toEqual({
    ...{ __typename: 'ReactionShown', participantId: places[1].id, emoji: '👏' },
  });
  await stream.return();
  const rows = await meetings.test.runtime.database.query(
    'select reaction_count from participation where participant_id = $1',
    [places[1].id],
  );
  expect(rows).toEqual([{ reaction_count: 1 }]);
});

test('ten reactions in five seconds are as many as are shown', async () => {
  const { who, places } = await two();
  for (let n = 0; n < 10; n += 1) expect(await meetings.must(who[1], REACT, reaction(places[1]))).toBe(true);
  expect(await meetings.codes(who[1], REACT, reaction(places[1]))).toEqual(['RATE_LIMITED']);
  expect(await meetings.must(who[0], REACT, reaction(places[0]))).toBe(true);
  const { database } = meetings.test.runtime;
  await database.query(
    `update participation set reacting_since = reacting_since - interval '5 seconds' where participant_id = $1`,
    [places[1].id],
  );
  expect(await meetings.must(who[1], REACT, reaction(places[1]))).toBe(true);
});

test('only one emoji is shown, of oneself, and where that is allowed', async () => {
  const { who, places } = await two({ settings: { participantsMay: ['SPEAK'] } });
  expect(await meetings.codes(who[1], REACT, reaction(places[1]))).toEqual(['FORBIDDEN']);
  expect(await meetings.codes(who[0], REACT, reaction(places[0], 'Hello'))).toEqual(['INVALID']);
  expect(await meetings.codes(who[0], REACT, reaction(places[1]))).toEqual(['NOT_FOUND']);
});

test('who points at a shared screen is seen there, and nowhere where none is shared', async () => {
  const { id, who, places } = await two();
  expect(await meetings.codes(who[1], POINT, place(places[1]))).toEqual(['CONFLICT']);
  await meetings.must(who[0], SHARE, sharing(places[0]));
  const stream = meetings.as(who[0]).follow(HEAR, { id });
  const told = take(stream, 2);
  const via = [{ x: 0.25, y: 0.125 }];
  expect(await meetings.must(who[1], POINT, place(places[1], { stroke: 'a1', via }))).toBe(true);
  expect(await meetings.must(who[1], POINT, place(places[1], { done: true }))).toBe(true);
  const where = { participantId: places[1].id, sharerId: places[0].id, x: 0.5, y: 0.25 };
  expect((await told).map(({ data }) => data.meetingSignals)).toEqual([
    { __typename: 'PointerMoved', ...where, stroke: 'a1', via, done: false },
    { __typename: 'PointerMoved', ...where, stroke: null, via: [], done: true },
  ]);
  await stream.return();
  expect(await meetings.codes(who[1], POINT, place(places[1], { x: 2 }))).toEqual(['INVALID']);
});

test('of several screens the one that is named is pointed at, while it is shared', async () => {
  const { id, who, places } = await two();
  for (const n of [0, 1] as const) await meetings.must(who[n], SHARE, sharing(places[n]));
  const stream = meetings.as(who[0]).follow(HEAR, { id });
  const told = take(stream, 2);
  await meetings.must(who[0], POINT, place(places[0], { sharerId: places[1].id }));
  await meetings.must(who[0], POINT, place(places[0]));
  expect((await told).map(({ data }) => data.meetingSignals.sharerId)).toEqual([places[1].id, places[0].id]);
  await stream.return();
  await meetings.must(who[1], SHARE, sharing(places[1], false));
  const late = place(places[0], { sharerId: places[1].id });
  expect(await meetings.codes(who[0], POINT, late)).toEqual(['CONFLICT']);
});

test('where only presenters react, only they point', async () => {
  const { who, places } = await two({ settings: { participantsMay: ['SPEAK'] } });
  await meetings.must(who[0], SHARE, sharing(places[0]));
  expect(await meetings.codes(who[1], POINT, place(places[1]))).toEqual(['FORBIDDEN']);
  expect(await meetings.must(who[0], POINT, place(places[0]))).toBe(true);
});

test('in a call of two both point at what the other shares', async () => {
  const [amara, wanjiru] = await meetings.two();
  const { id: callId, mine, theirs } = await meetings.talking(amara, wanjiru);
  const read = `query ($id: ID!) { call(id: $id) { meeting { id } } }`;
  const { id } = (await meetings.must(amara, read, { id: callId })).meeting;
  const [own, other] = [mine.participant, theirs.participant];
  await meetings.must(amara, SHARE, sharing(own));
  await meetings.must(wanjiru, SHARE, sharing(other));
  const stream = meetings.as(amara).follow(HEAR, { id });
  const told = take(stream, 2);
  await meetings.must(wanjiru, POINT, place(other, { sharerId: own.id }));
  await meetings.must(amara, POINT, place(own, { sharerId: other.id }));
  expect((await told).map(({ data }) => data.meetingSignals)).toMatchObject([
    { participantId: other.id, sharerId: own.id },
    { participantId: own.id, sharerId: other.id },
  ]);
  await stream.return();
});
