import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { Rooms, roomDeed } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

test('a room is made, come to, and ended for everybody', async () => {
  const host = await rooms.host();
  const [other] = await rooms.others(1);
  if (!other) throw new TypeError('Nobody else');
  const room = await rooms.with(host, [other]);
  expect(room).toMatchObject({
    title: 'Seminar',
    kind: 'INSTANT',
    state: 'IDLE',
    mode: 'UNAVAILABLE',
    version: 1,
  });
  expect(room.viewerCan).toEqual([
    ...['READ', 'JOIN', 'PRESENT', 'INVITE', 'RECORD', 'MODERATE', 'EDIT', 'MANAGE', 'EXPLAIN'],
  ]);
  const mine = await rooms.place(host, room.id, { camera: true });
  expect(mine).toMatchObject({ role: 'HOST', state: 'JOINED', microphone: true, camera: true, seat: 1 });
  expect(await rooms.place(other, room.id)).toMatchObject({ role: 'PARTICIPANT', state: 'JOINED' });
  expect(await rooms.read(other, room.id)).toMatchObject({
    ...{ state: 'LIVE', participantCount: 2, viewerCan: ['READ', 'JOIN', 'PRESENT'] },
    viewerParticipant: { role: 'PARTICIPANT', state: 'JOINED' },
  });
  expect(await rooms.refused(other, 'endMeeting', { meetingId: room.id })).toEqual(['FORBIDDEN']);
  expect(await rooms.do(host, 'endMeeting', { meetingId: room.id })).toMatchObject({
    ...{ state: 'ENDED', participantCount: 0 },
  });
  expect(await rooms.states(other, room.id)).toEqual({ [host.id]: 'LEFT', [other.id]: 'LEFT' });
  expect(await rooms.refused(other, 'joinMeeting', { meetingId: room.id, device: 'Laptop' })).toEqual([
    'CONFLICT',
  ]);
  expect(await rooms.refused(host, 'endMeeting', { meetingId: room.id })).toEqual(['CONFLICT']);
});

test('who has no right to make meetings makes none, and nobody makes the room of a call', async () => {
  const [plain] = await rooms.others(1);
  const host = await rooms.host();
  const input = { title: 'Seminar', kind: 'INSTANT' };
  expect(await rooms.refused(plain ?? null, 'createMeeting', input)).toEqual(['FORBIDDEN']);
  expect(await rooms.refused(host, 'createMeeting', { ...input, kind: 'CALL' })).toEqual(['INVALID']);
  expect(await rooms.refused(host, 'createMeeting', { ...input, title: ' ' })).toEqual(['INVALID']);
  expect(await rooms.refused(host, 'createMeeting', { ...input, channelId: 'channel_x' })).toEqual([
    'NOT_FOUND',
  ]);
  expect(await rooms.refused(host, 'createMeeting', { ...input, kind: 'SCHEDULED' })).toEqual(['INVALID']);
});

test('a room that was made twice with one key is one room', async () => {
  const host = await rooms.host();
  const input = { title: 'Seminar', kind: 'PERMANENT', key: aKey() };
  const made = await Promise.all([1, 2, 3].map(() => rooms.do(host, 'createMeeting', input)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
});

test('of two who change a room at once one is told to look again', async () => {
  const host = await rooms.host();
  const { id: meetingId } = await rooms.with(host, []);
  const answers = await Promise.all(
    ['One', 'Two'].map((title) =>
      meetings
        .as(host)
        .run(roomDeed('updateMeeting'), { input: { meetingId, title, expectedVersion: 1, key: aKey() } }),
    ),
  );
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'ok');
  expect(codes.toSorted()).toEqual(['CONFLICT', 'ok']);
  const won = answers.findIndex(({ errors }) => !errors);
  expect(await rooms.read(host, meetingId)).toMatchObject({ title: ['One', 'Two'][won], version: 2 });
});

test('what is listed is what one made, is in, or finds by a channel', async () => {
  const host = await rooms.host();
  const [member, stranger] = await rooms.others(2);
  if (!member || !stranger) throw new TypeError('Nobody else');
  const { id } = await rooms.with(host, [member], { title: 'Thesis 100%' });
  const LIST = `query ($filter: MeetingFilterInput) { meetings(first: 10, filter: $filter) { nodes { id } } }`;
  const listed = async (who: typeof host, filter: object = {}) =>
    (await meetings.must(who, LIST, { filter })).nodes.map((each: { id: string }) => each.id) as string[];
  expect(await listed(host)).toEqual([id]);
  expect(await listed(member)).toEqual([id]);
  expect(await listed(stranger)).toEqual([]);
  expect(await listed(host, { text: '0%' })).toEqual([id]);
  expect(await listed(host, { text: '1%%' })).toEqual([]);
  expect(await listed(host, { states: ['LIVE'] })).toEqual([]);
  expect(await rooms.read(stranger, id)).toBeNull();
  expect(await rooms.refused(stranger, 'joinMeeting', { meetingId: id, device: 'x' })).toEqual(['NOT_FOUND']);
  const live = async (who: typeof host) =>
    (await meetings.must(who, '{ viewer { liveMeetings(first: 5) { nodes { id } } } }')).liveMeetings.nodes;
  expect(await live(member)).toEqual([]);
  await rooms.place(host, id);
  expect(await live(member)).toEqual([{ id }]);
  expect(await live(stranger)).toEqual([]);
});

test('who is in a room is read page by page, each once', async () => {
  const host = await rooms.host();
  const people = await rooms.others(5);
  const { id } = await rooms.with(host, people);
  await Promise.all(people.map((each) => rooms.place(each, id)));
  const PAGE = `query ($id: ID!, $after: Cursor) { meeting(id: $id) { participants(first: 2, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor } } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { participants } = await meetings.must(host, PAGE, { id, after });
    seen.push(...(participants.nodes as { id: string }[]).map((each) => each.id));
    after = participants.pageInfo.hasNextPage ? (participants.pageInfo.endCursor as string) : null;
  } while (after !== null);
  expect(seen).toEqual((await rooms.people(host, id)).map((each) => each.id));
  expect(new Set(seen).size).toBe(5);
});

test('page after page everybody who is in is read once, also while people come and go', async () => {
  const host = await rooms.host();
  const others = await rooms.others(7);
  const { id } = await rooms.with(host, others);
  const [leaver, comer] = [others[0], others[6]];
  if (!leaver || !comer) throw new TypeError('Nobody else');
  await rooms.place(host, id);
  const { id: participantId } = await rooms.place(leaver, id);
  for (const each of others.slice(1, 6)) await rooms.place(each, id);
  const page = async (after: string | null) => {
    const read = `query ($id: ID!, $after: Cursor) { meeting(id: $id) {
      participants(first: 3, after: $after, states: [JOINED, RECONNECTING]) {
        nodes { user { id } } pageInfo { hasNextPage endCursor } } } }`;
    const { participants } = await meetings.must(host, read, { id, after });
    const { nodes, pageInfo } = participants as {
      readonly nodes: readonly { readonly user: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
    return { ids: nodes.map(({ user }) => user.id), ...pageInfo };
  };
  const first = await page(null);
  expect(first.hasNextPage).toBe(true);
  await rooms.do(leaver, 'leaveMeeting', { participantId });
  await rooms.place(comer, id);
  const second = await page(first.endCursor);
  const third = await page(second.endCursor);
  expect(third.hasNextPage).toBe(false);
  const read = [...first.ids, ...second.ids, ...third.ids];
  expect(read).toHaveLength(8);
  expect(new Set(read)).toEqual(new Set([host, ...others].map((each) => each.id)));
});
