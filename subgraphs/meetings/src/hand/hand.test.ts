import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, startMeetings } from '../../test/meetings.js';
import { type PlaceSeen, type RoomSeen, Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

async function aRoom(): Promise<{
  room: RoomSeen;
  host: Viewer;
  people: [Viewer, Viewer];
  places: PlaceSeen[];
}> {
  const host = await rooms.host();
  const people = (await rooms.others(2)) as [Viewer, Viewer];
  const room = await rooms.with(host, people);
  const places = [];
  for (const each of [host, ...people]) places.push(await rooms.place(each, room.id));
  return { room, host, people, places };
}

const raise = (who: Viewer, place: PlaceSeen | undefined, raised = true) =>
  rooms.do<PlaceSeen>(who, 'raiseHand', { participantId: place?.id, raised });

/** Whose hands are up, the first to raise it first. */
async function hands(who: Viewer, { id }: RoomSeen): Promise<(string | undefined)[]> {
  const up = (await rooms.people(who, id)).filter(({ handRaisedAt }) => handRaisedAt !== null);
  return up
    .toSorted((a, b) => String(a.handRaisedAt).localeCompare(String(b.handRaisedAt)))
    .map(({ user }) => user?.id);
}

test('hands are in the order in which they went up, and a host lowers them', async () => {
  const { room, host, people, places } = await aRoom();
  const [amara, wanjiru] = people;
  await raise(wanjiru, places[2]);
  const first = await raise(amara, places[1]);
  expect(first.handRaisedAt).not.toBeNull();
  expect(await hands(host, room)).toEqual([wanjiru.id, amara.id]);
  // Raising it again keeps the place in the queue.
  await raise(wanjiru, places[2]);
  expect(await hands(host, room)).toEqual([wanjiru.id, amara.id]);
  await raise(host, places[2], false);
  expect(await hands(host, room)).toEqual([amara.id]);
  await raise(amara, places[1], false);
  expect(await hands(host, room)).toEqual([]);
});

test('nobody raises the hand of somebody else, and only hosts lower it', async () => {
  const { room, host, people, places } = await aRoom();
  const [amara, wanjiru] = people;
  await raise(amara, places[1]);
  const input = (raised: boolean, place = places[1]) => ({ participantId: place?.id, raised });
  expect(await rooms.refused(wanjiru, 'raiseHand', input(false))).toEqual(['FORBIDDEN']);
  expect(await rooms.refused(host, 'raiseHand', input(true, places[2]))).toEqual(['FORBIDDEN']);
  const [stranger] = await rooms.others(1);
  expect(await rooms.refused(stranger as Viewer, 'raiseHand', input(false))).toEqual(['NOT_FOUND']);
  expect(await hands(host, room)).toEqual([amara.id]);
});

test('who leaves takes their hand down, and raises none from outside', async () => {
  const { room, host, people, places } = await aRoom();
  await raise(people[0], places[1]);
  await rooms.do(people[0], 'leaveMeeting', { participantId: places[1]?.id });
  expect(await hands(host, room)).toEqual([]);
  expect(await rooms.refused(people[0], 'raiseHand', { participantId: places[1]?.id, raised: true })).toEqual(
    ['CONFLICT'],
  );
});
