import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, startMeetings, take } from '../../test/meetings.js';
import { Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const EVENTS = `subscription ($id: ID!, $after: Cursor) { meetingEvents(meetingId: $id, after: $after) {
  __typename cursor ... on MeetingChanged { meeting { id state participantCount } }
  ... on ParticipantChanged { participant { user { id } state } } } }`;

const kinds = (answers: Awaited<ReturnType<typeof take>>): unknown[] =>
  answers.map(({ data }) => data.meetingEvents.__typename as unknown);

test('everybody in a room hears who comes and goes, from the cursor of what they read', async () => {
  const host = await rooms.host();
  const [other] = (await rooms.others(1)) as [Viewer];
  const room = await rooms.with(host, [other]);
  const stream = meetings.as(host).follow(EVENTS, { id: room.id, after: room.liveCursor });
  const place = await rooms.place(other, room.id);
  const came = await take(stream, 3);
  expect(kinds(came).toSorted()).toEqual(['CaughtUp', 'MeetingChanged', 'ParticipantChanged']);
  await rooms.do(other, 'leaveMeeting', { participantId: place.id });
  const gone = await take(stream, 2);
  expect(gone[0]?.data.meetingEvents.participant).toEqual({ user: { id: other.id }, state: 'LEFT' });
  expect(gone[1]?.data.meetingEvents.meeting).toMatchObject({ participantCount: 0 });
  await stream.return();
});

test('whoever is banned hears nothing more, and nobody else loses anything', async () => {
  const host = await rooms.host();
  const [banned, other] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [banned, other]);
  await rooms.place(host, id);
  const place = await rooms.place(banned, id);
  const after = (await rooms.read(host, id))?.liveCursor;
  const theirs = meetings.as(banned).follow(EVENTS, { id, after });
  const others = meetings.as(other).follow(EVENTS, { id, after });
  for (const each of [theirs, others]) expect(kinds(await take(each, 1))).toEqual(['CaughtUp']);
  await rooms.do(host, 'removeParticipant', { participantId: place.id, ban: true });
  await rooms.place(other, id);
  expect(await take(theirs, 1)).toEqual([]);
  expect(kinds(await take(others, 2))).toEqual(['ParticipantChanged', 'ParticipantChanged']);
  await others.return();
});

test('whoever leaves the channel of a room they are not in hears nothing more of it', async () => {
  const host = await rooms.host();
  const [member] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [member]);
  const rows: { channel_id: string }[] = await meetings.test.runtime.database.query(
    'select channel_id from meeting where id = $1',
    [id],
  );
  const channelId = rows[0]?.channel_id ?? '';
  const stream = meetings.as(member).follow(EVENTS, { id });
  expect(kinds(await take(stream, 1))).toEqual(['CaughtUp']);
  await meetings.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: member.id });
  await rooms.place(host, id);
  expect(await take(stream, 1)).toEqual([]);
  expect(await rooms.read(member, id)).toBeNull();
});

test('a stranger follows nothing', async () => {
  const host = await rooms.host();
  const [stranger] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, []);
  const [refused] = await take(meetings.as(stranger).follow(EVENTS, { id }), 1);
  expect(refused?.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
});
