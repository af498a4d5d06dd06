import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { type PlaceSeen, Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

interface Scene {
  readonly id: string;
  readonly host: Viewer;
  readonly people: readonly Viewer[];
  readonly places: readonly PlaceSeen[];
}

/** A room with its host and others in it. */
async function aRoom(count: number, more: Readonly<Record<string, unknown>> = {}): Promise<Scene> {
  const host = await rooms.host();
  const people = await rooms.others(count);
  const { id } = await rooms.with(host, people, more);
  await rooms.place(host, id);
  const places: PlaceSeen[] = [];
  for (const each of people) places.push(await rooms.place(each, id));
  return { id, host, people, places };
}

const setRole = (who: Viewer, participantId: string, role: string) =>
  rooms.do<PlaceSeen>(who, 'setParticipantRole', { participantId, role });

const setMedia = (who: Viewer, participantId: string, media: object) =>
  rooms.do<PlaceSeen>(who, 'setMedia', { participantId, ...media });

test('newcomers wait until a host lets them in, or turns them away', async () => {
  const host = await rooms.host();
  const [first, second] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [first, second], { settings: { lobby: true } });
  await rooms.place(host, id);
  const waiting = await rooms.join(first, id);
  expect(waiting).toMatchObject({
    ...{ __typename: 'AwaitingApproval', participant: { state: 'WAITING' }, hosts: [{ id: host.id }] },
  });
  const other = await rooms.join(second, id);
  expect(await rooms.read(host, id)).toMatchObject({ participantCount: 1 });
  const [one, two] = [waiting.participant.id, other.participant.id];
  expect(await rooms.refused(first, 'admitParticipants', { participantIds: [one] })).toEqual(['FORBIDDEN']);
  const admitted = await rooms.do<PlaceSeen[]>(host, 'admitParticipants', { participantIds: [one] });
  expect(admitted).toMatchObject([{ id: one, state: 'JOINED' }]);
  const denied = await rooms.do<PlaceSeen[]>(host, 'denyParticipants', { participantIds: [two, one] });
  expect(denied).toMatchObject([
    { id: two, state: 'DENIED' },
    { id: one, state: 'JOINED' },
  ]);
  expect(await rooms.place(first, id)).toMatchObject({ id: one, state: 'JOINED', seat: 2 });
  expect(await rooms.join(second, id)).toMatchObject({ __typename: 'AwaitingApproval' });
});

test('of two hosts who decide at once about somebody one is obeyed, and both see whom', async () => {
  const { id, host, people, places } = await aRoom(1);
  const [cohost] = people as [Viewer];
  await setRole(host, places[0]?.id ?? '', 'COHOST');
  const [guest] = (await rooms.others(1)) as [Viewer];
  const { version } = await rooms.do(host, 'updateMeeting', {
    ...{ meetingId: id, expectedVersion: 1, settings: { lobby: true } },
  });
  expect(version).toBe(2);
  await meetings.sayInChat(`channel:${await channelOf(id)}`, 'memberAdded', { personId: guest.id });
  const { participant } = await rooms.join(guest, id);
  const input = { participantIds: [participant.id] };
  const [a, b] = await Promise.all([
    rooms.do<PlaceSeen[]>(host, 'admitParticipants', input),
    rooms.do<PlaceSeen[]>(cohost, 'denyParticipants', input),
  ]);
  const now = (await rooms.states(host, id))[guest.id];
  expect(['JOINED', 'DENIED']).toContain(now);
  expect([a[0]?.state, b[0]?.state]).toContain(now);
});

const channelOf = async (id: string): Promise<string> => {
  const rows: { channel_id: string }[] = await meetings.test.runtime.database.query(
    'select channel_id from meeting where id = $1',
    [id],
  );
  return rows[0]?.channel_id ?? '';
};

test('roles are given by who stands above, and taken back', async () => {
  const { id, host, people, places } = await aRoom(2);
  const [cohost, other] = people as [Viewer, Viewer];
  const [co, plain] = places as [PlaceSeen, PlaceSeen];
  expect(await setRole(host, co.id, 'COHOST')).toMatchObject({ role: 'COHOST' });
  expect(await setRole(cohost, plain.id, 'PRESENTER')).toMatchObject({ role: 'PRESENTER' });
  const hosts = (await rooms.people(host, id)).find(({ role }) => role === 'HOST')?.id;
  for (const input of [
    { participantId: plain.id, role: 'COHOST' },
    { participantId: hosts, role: 'PARTICIPANT' },
  ]) {
    expect(await rooms.refused(cohost, 'setParticipantRole', input)).toEqual(['FORBIDDEN']);
  }
  expect(await rooms.refused(other, 'setParticipantRole', { participantId: plain.id, role: 'HOST' })).toEqual(
    ['FORBIDDEN'],
  );
  expect(await rooms.refused(host, 'setParticipantRole', { participantId: hosts, role: 'COHOST' })).toEqual([
    'CONFLICT',
  ]);
  expect((await rooms.people(host, id)).map(({ role }) => role)).toEqual(['HOST', 'COHOST', 'PRESENTER']);
});

test('a host mutes one, then everybody below; who may not unmute stays muted, also by coming again', async () => {
  const may = ['SPEAK', 'SHOW', 'SHARE_SCREEN'];
  const { id, host, people, places } = await aRoom(2, { settings: { participantsMay: may } });
  const [first, second] = people as [Viewer, Viewer];
  const [one, two] = places as [PlaceSeen, PlaceSeen];
  const muted = await rooms.do<PlaceSeen[]>(host, 'muteParticipants', {
    ...{ meetingId: id, participantIds: [one.id] },
  });
  expect(muted).toMatchObject([{ id: one.id, microphone: false }]);
  expect((await rooms.people(host, id)).map(({ microphone }) => microphone)).toEqual([true, false, true]);
  expect(await rooms.refused(first, 'setMedia', { participantId: one.id, microphone: true })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await rooms.place(first, id)).toMatchObject({ microphone: false });
  await setMedia(second, two.id, { camera: true });
  await rooms.do(host, 'muteParticipants', { meetingId: id });
  await rooms.do(host, 'muteParticipants', { meetingId: id, video: true });
  expect(await rooms.people(host, id)).toMatchObject([
    { microphone: true },
    { microphone: false, camera: false },
    { microphone: false, camera: false },
  ]);
  const allowing = { meetingId: id, expectedVersion: 1, settings: { participantsMay: [...may, 'UNMUTE'] } };
  await rooms.do(host, 'updateMeeting', allowing);
  expect(await setMedia(first, one.id, { microphone: true })).toMatchObject({ microphone: true });
  expect(await rooms.refused(first, 'muteParticipants', { meetingId: id })).toEqual(['FORBIDDEN']);
});

test('what participants may not do any more is switched off, and they switch it on no longer', async () => {
  const { id, host, people, places } = await aRoom(1);
  const [other] = people as [Viewer];
  const [place] = places as [PlaceSeen];
  await setMedia(other, place.id, { camera: true, screen: true });
  const settings = { participantsMay: ['SHOW'] };
  await rooms.do(host, 'updateMeeting', { meetingId: id, expectedVersion: 1, settings });
  const [, now] = await rooms.people(host, id);
  expect(now).toMatchObject({ microphone: false, camera: true, screen: false });
  expect(await rooms.refused(other, 'setMedia', { participantId: place.id, screen: true })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await setMedia(other, place.id, { camera: false })).toMatchObject({ camera: false });
});

test('who listens to a webinar speaks once they are made a presenter, and not after', async () => {
  const { host, people, places } = await aRoom(1, { kind: 'WEBINAR' });
  const [listener] = people as [Viewer];
  const [place] = places as [PlaceSeen];
  expect(place).toMatchObject({ microphone: false, camera: false });
  const speaks = { participantId: place.id, microphone: true };
  expect(await rooms.refused(listener, 'setMedia', speaks)).toEqual(['FORBIDDEN']);
  await setRole(host, place.id, 'PRESENTER');
  expect(await setMedia(listener, place.id, { microphone: true })).toMatchObject({ microphone: true });
  expect(await setRole(host, place.id, 'PARTICIPANT')).toMatchObject({ microphone: false });
});

test('whoever is removed comes back by the lobby; whoever is banned finds no such room', async () => {
  const { id, host, people, places } = await aRoom(2);
  const [first, second] = people as [Viewer, Viewer];
  const [one, two] = places as [PlaceSeen, PlaceSeen];
  await rooms.do(host, 'spotlightParticipant', { meetingId: id, participantId: one.id });
  expect(await rooms.read(second, id)).toMatchObject({ spotlight: { id: one.id } });
  expect(await rooms.do<PlaceSeen>(host, 'removeParticipant', { participantId: one.id })).toMatchObject({
    ...{ state: 'REMOVED', microphone: false },
  });
  expect(await rooms.read(second, id)).toMatchObject({ spotlight: null, participantCount: 2 });
  expect(await rooms.join(first, id)).toMatchObject({ __typename: 'AwaitingApproval' });
  await rooms.do(host, 'removeParticipant', { participantId: two.id, ban: true });
  expect(await rooms.refused(second, 'joinMeeting', { meetingId: id, device: 'x' })).toEqual(['NOT_FOUND']);
  expect(await rooms.read(second, id)).toBeNull();
  const list = await meetings.must(second, '{ meetings(first: 5) { nodes { id } } }');
  expect(list.nodes).toEqual([]);
});

test('nobody removes whoever made the room, or themselves', async () => {
  const { id, host, people, places } = await aRoom(1);
  const [cohost] = people as [Viewer];
  const [co] = places as [PlaceSeen];
  await setRole(host, co.id, 'HOST');
  const mine = (await rooms.read(host, id))?.viewerParticipant?.id;
  expect(await rooms.refused(cohost, 'removeParticipant', { participantId: mine })).toEqual(['FORBIDDEN']);
  expect(await rooms.refused(cohost, 'removeParticipant', { participantId: co.id })).toEqual(['CONFLICT']);
  expect(Object.values(await rooms.states(host, id))).toEqual(['JOINED', 'JOINED']);
});

test('only who is in is shown large', async () => {
  const { id, host, people, places } = await aRoom(1);
  const [place] = places as [PlaceSeen];
  await rooms.do(people[0] as Viewer, 'leaveMeeting', { participantId: place.id });
  const elsewhere = await aRoom(1);
  for (const participantId of [place.id, elsewhere.places[0]?.id, `participant_${aKey()}`]) {
    expect(await rooms.refused(host, 'spotlightParticipant', { meetingId: id, participantId })).toEqual([
      'NOT_FOUND',
    ]);
  }
});
