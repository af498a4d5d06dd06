import { type Viewer, systemCaller } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';
import { heardSpeaking } from './attendance.service.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const ATTENDANCE = `query ($id: ID!, $first: Int, $after: Cursor) { meeting(id: $id) {
  attendance(first: $first, after: $after) {
    nodes { user { id } displayName joinedAt leftAt seconds spokeSeconds handCount reactionCount
      stays { cameAt leftAt } }
    pageInfo { hasNextPage endCursor } } } }`;

const attendanceFor = async (who: Viewer, id: string, more: object = {}) =>
  (await meetings.must(who, ATTENDANCE, { id, ...more }))?.attendance;

/** As if all that had begun that many seconds before. */
async function age(seconds: number): Promise<void> {
  for (const [table, columns] of [
    ['stay', ['came_at', 'left_at']],
    ['speech', ['speaking_since']],
  ] as const) {
    const changes = columns.map((column) => `${column} = ${column} - make_interval(secs => $1)`).join(', ');
    await meetings.test.runtime.database.query(`update ${table} set ${changes}`, [seconds]);
  }
}

async function aRoom() {
  const host = await rooms.host({ displayName: 'Ana' });
  const [bo] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [bo]);
  await rooms.place(host, id);
  return { host, bo, id, ofBo: (await rooms.place(bo, id)).id };
}

test('hosts see who was in when, and how long, across leaving and coming back', async () => {
  const { host, bo, id, ofBo } = await aRoom();
  await age(100);
  await rooms.do(bo, 'leaveMeeting', { participantId: ofBo });
  await age(30);
  await rooms.place(bo, id);
  await age(10);
  const { nodes } = await attendanceFor(host, id);
  expect(nodes.map((each: { user: { id: string } }) => each.user.id)).toEqual([host.id, bo.id]);
  expect(nodes[0]).toMatchObject({ displayName: 'Ana', leftAt: null, seconds: 140, spokeSeconds: 0 });
  expect(nodes[1].seconds).toBe(110);
  expect(nodes[1].stays).toHaveLength(2);
  expect(nodes[1].stays[0].cameAt).toBe(nodes[1].joinedAt);
  expect(nodes[1].stays[1].leftAt).toBe(null);
  await rooms.do(host, 'endMeeting', { meetingId: id });
  const after = (await attendanceFor(host, id)).nodes;
  expect(after.every(({ leftAt }: { leftAt: string | null }) => leftAt !== null)).toBe(true);
  await age(1_000);
  expect((await attendanceFor(host, id)).nodes[1].seconds).toBe(110);
});

test('how long somebody spoke is counted, however often it is heard, and ends when they leave', async () => {
  const { host, bo, id, ofBo } = await aRoom();
  const ctx = meetings.test.runtime.context(systemCaller('test'));
  const bosSpeech = async (): Promise<number> =>
    (await attendanceFor(host, id)).nodes[1].spokeSeconds as number;
  await heardSpeaking(ctx, ofBo, false);
  await heardSpeaking(ctx, ofBo, true);
  await age(20);
  await heardSpeaking(ctx, ofBo, true);
  expect(await bosSpeech()).toBe(20);
  await heardSpeaking(ctx, ofBo, false);
  await heardSpeaking(ctx, ofBo, false);
  await age(50);
  await heardSpeaking(ctx, ofBo, true);
  await age(5);
  await rooms.do(bo, 'leaveMeeting', { participantId: ofBo });
  await age(50);
  await heardSpeaking(ctx, ofBo, true);
  await age(50);
  expect(await bosSpeech()).toBe(25);
});

test('hands and reactions are counted beside', async () => {
  const { host, bo, id, ofBo } = await aRoom();
  const raise = `mutation ($input: RaiseHandInput!) { raiseHand(input: $input) { id } }`;
  await meetings.must(bo, raise, { input: { participantId: ofBo, raised: true, key: aKey() } });
  const react = `mutation ($input: ReactInMeetingInput!) { reactInMeeting(input: $input) }`;
  for (const emoji of ['👏', '👍']) {
    await meetings.must(bo, react, { input: { participantId: ofBo, emoji, key: aKey() } });
  }
  expect((await attendanceFor(host, id)).nodes[1]).toMatchObject({ handCount: 1, reactionCount: 2 });
});

test('nobody else sees it, not even those who were there', async () => {
  const { host, bo, id } = await aRoom();
  const [stranger] = (await rooms.others(1)) as [Viewer];
  expect(await attendanceFor(bo, id)).toBe(null);
  expect(await attendanceFor(stranger, id)).toBe(undefined);
  expect((await attendanceFor(host, id)).nodes).toHaveLength(2);
  const [amara, wanjiru] = await meetings.two();
  const { id: callId } = await meetings.talking(amara, wanjiru);
  const document = `query ($id: ID!) { call(id: $id) { meeting { attendance { nodes { seconds } } } } }`;
  const { meeting } = await meetings.must(amara, document, { id: callId });
  expect(meeting.attendance).toBe(null);
});

test('it is paged, in as many statements however many were there', async () => {
  const host = await rooms.host();
  const many = await rooms.others(5);
  const { id } = await rooms.with(host, many);
  for (const each of many) await rooms.place(each, id);
  const first = await attendanceFor(host, id, { first: 3 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = await attendanceFor(host, id, { first: 3, after: first.pageInfo.endCursor });
  const ids = [...first.nodes, ...rest.nodes].map((each: { user: { id: string } }) => each.user.id);
  expect(ids).toEqual(many.map((each) => each.id));
  await expectQueries(meetings.test, 5, () => attendanceFor(host, id) as Promise<unknown>);
});
