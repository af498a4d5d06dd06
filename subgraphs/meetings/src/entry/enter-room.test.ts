import { type Viewer, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { type PlaceSeen, Rooms, roomDeed } from '../../test/rooms.js';
import { watchingRooms } from './watch.job.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings({ MEETING_MAX_PARTICIPANTS: 3, MEETING_EMPTY_SECONDS: 60 });
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const database = () => meetings.test.runtime.database;

/** Looks after a room once, as its watch does. */
async function look(meetingId: string): Promise<void> {
  const [row]: { watched_since: Date | null }[] = await database().query(
    'select watched_since from meeting where id = $1',
    [meetingId],
  );
  const ctx = meetings.test.runtime.context(systemCaller('test'));
  await watchingRooms.run(ctx, { meetingId, since: row?.watched_since?.getTime() });
}

/** As if that had been that many seconds ago. */
const age = (table: 'participant' | 'meeting', id: string, column: string, seconds: number) =>
  database().query(
    `update ${table} set ${column} = clock_timestamp() - make_interval(secs => $2) where id = $1`,
    [id, seconds],
  );

const leave = (who: Viewer, participantId: string, more: object = {}) =>
  rooms.do<PlaceSeen>(who, 'leaveMeeting', { participantId, ...more });

test('of many who come at once as many are in as the room holds', async () => {
  const host = await rooms.host();
  const people = await rooms.others(6);
  const { id } = await rooms.with(host, people);
  const answers = await Promise.all(
    people.map((each) =>
      meetings
        .as(each)
        .run(roomDeed('joinMeeting'), { input: { meetingId: id, device: 'Laptop', key: aKey() } }),
    ),
  );
  const refusals = answers.flatMap(({ errors }) => errors ?? []);
  expect(refusals.map(({ message }) => message)).toEqual(
    Array.from({ length: 3 }, () => 'At most 3 people are in a meeting at once, and so many are in this one'),
  );
  expect(await rooms.read(host, id)).toMatchObject({ participantCount: 3, state: 'LIVE' });
});

test('whoever waits takes no place from those who come in, and no more are let in than the room holds', async () => {
  const host = await rooms.host();
  const people = await rooms.others(3);
  const { id } = await rooms.with(host, people, { settings: { lobby: true } });
  const waiting = await Promise.all(people.map((each) => rooms.join(each, id)));
  expect(await rooms.place(host, id)).toMatchObject({ state: 'JOINED' });
  const ids = waiting.map(({ participant }) => participant.id);
  expect(await rooms.refused(host, 'admitParticipants', { participantIds: ids })).toEqual(['CONFLICT']);
  expect(await rooms.read(host, id)).toMatchObject({ participantCount: 1 });
  await rooms.do(host, 'admitParticipants', { participantIds: ids.slice(1) });
  expect(await rooms.read(host, id)).toMatchObject({ participantCount: 3 });
});

test('coming twice at once with one key is coming once; with another it is another device', async () => {
  const host = await rooms.host();
  const { id } = await rooms.with(host, []);
  const input = { meetingId: id, device: 'Laptop', key: aKey() };
  const both = await Promise.all(
    [1, 2].map(() => rooms.do<{ participant: PlaceSeen }>(host, 'joinMeeting', input)),
  );
  expect(both.map(({ participant }) => participant.seat)).toEqual([1, 1]);
  const moved = await rooms.place(host, id, { device: 'Phone' });
  expect(moved).toMatchObject({ id: both[0]?.participant.id, seat: 2 });
  // The device that was left behind goes without taking the other one out.
  expect(await leave(host, moved.id, { seat: 1 })).toMatchObject({ state: 'JOINED' });
  expect(await leave(host, moved.id, { seat: 2 })).toMatchObject({ state: 'LEFT' });
});

test('whoever waits hears that they were let in, and nothing else', async () => {
  const host = await rooms.host();
  const [guest] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [guest], { settings: { lobby: true } });
  await rooms.place(host, id);
  const { participant, liveCursor } = await rooms.join(guest, id);
  const LOBBY = `subscription ($id: ID!, $after: Cursor) { lobbyEvents(participantId: $id, after: $after) {
    __typename ... on ParticipantChanged { participant { id state } } } }`;
  const refused = await take(meetings.as(host).follow(LOBBY, { id: participant.id }), 1);
  expect(refused[0]?.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
  const stream = meetings.as(guest).follow(LOBBY, { id: participant.id, after: liveCursor });
  expect((await take(stream, 1))[0]?.data.lobbyEvents.__typename).toBe('CaughtUp');
  await rooms.do(host, 'admitParticipants', { participantIds: [participant.id] });
  expect((await take(stream, 1))[0]?.data.lobbyEvents.participant).toEqual({
    ...{ id: participant.id, state: 'JOINED' },
  });
  await stream.return();
});

test('whoever is let in may come to see who else is; whoever waits sees themselves', async () => {
  const host = await rooms.host();
  const [guest] = (await rooms.others(1)) as [Viewer];
  const room = await rooms.do(host, 'createMeeting', {
    ...{ title: 'Talk', kind: 'PERMANENT', settings: { lobby: true } },
  });
  await rooms.place(host, room.id);
  // As if they had come by its link: nothing else binds them to it.
  await database().query(
    `insert into participant (id, meeting_id, person_id, display_name, state, device, microphone, camera, admitted)
     values ($1, $2, $3, 'Moe', 'WAITING', 'Laptop', true, false, false)`,
    [`participant_${aKey()}`, room.id, guest.id],
  );
  expect(await rooms.read(guest, room.id)).toMatchObject({ title: 'Talk', viewerCan: ['READ', 'JOIN'] });
  const [own, ...others] = await rooms.people(guest, room.id);
  expect([own?.user?.id, others]).toEqual([guest.id, []]);
  const FOLLOW = 'subscription ($id: ID!) { meetingEvents(meetingId: $id) { cursor } }';
  const [refused] = await take(meetings.as(guest).follow(FOLLOW, { id: room.id }), 1);
  expect(refused?.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  await rooms.do(host, 'admitParticipants', { participantIds: [own?.id] });
  expect(await rooms.people(guest, room.id)).toHaveLength(2);
});

test('when the host goes somebody stands in, and steps back when the host comes again', async () => {
  const host = await rooms.host();
  const [first, second] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [first, second]);
  const mine = await rooms.place(host, id);
  await rooms.place(first, id);
  const two = await rooms.place(second, id);
  await rooms.do(host, 'setParticipantRole', { participantId: two.id, role: 'PRESENTER' });
  await leave(host, mine.id);
  const roles = async () =>
    Object.fromEntries((await rooms.people(second, id)).map(({ user, role }) => [user?.id, role]));
  expect(await roles()).toEqual({ [host.id]: 'HOST', [first.id]: 'PARTICIPANT', [second.id]: 'HOST' });
  expect((await rooms.read(second, id))?.viewerCan).toContain('MODERATE');
  await rooms.place(host, id);
  expect(await roles()).toEqual({ [host.id]: 'HOST', [first.id]: 'PARTICIPANT', [second.id]: 'PRESENTER' });
});

test('whose device is silent is shown as reconnecting, comes back with a report, and is out after longer', async () => {
  const host = await rooms.host();
  const [other] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [other]);
  await rooms.place(host, id);
  const place = await rooms.place(other, id);
  const stateNow = async () => (await rooms.states(host, id))[other.id];
  await age('participant', place.id, 'seen_at', 13);
  await look(id);
  expect(await stateNow()).toBe('RECONNECTING');
  const sample = { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 1 };
  const report = 'mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }';
  await meetings.must(other, report, { input: { participantId: place.id, sample, key: aKey() } });
  expect(await stateNow()).toBe('JOINED');
  await age('participant', place.id, 'seen_at', 13);
  await look(id);
  await age('participant', place.id, 'missed_since', 16);
  await look(id);
  expect(await stateNow()).toBe('LEFT');
  expect(await rooms.read(host, id)).toMatchObject({ participantCount: 1, state: 'LIVE' });
});

test('whoever has stopped waiting waits no longer, and a report lets nobody in', async () => {
  const host = await rooms.host();
  const [other] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [other], { settings: { lobby: true } });
  const { participant } = await rooms.join(other, id);
  const sample = { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 1 };
  const report = 'mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }';
  const input = { participantId: participant.id, sample, key: aKey() };
  expect(await meetings.codes(other, report, { input })).toEqual(['CONFLICT']);
  await age('participant', participant.id, 'seen_at', 50);
  await rooms.join(other, id);
  await look(id);
  expect((await rooms.read(other, id))?.viewerParticipant?.state).toBe('WAITING');
  await age('participant', participant.id, 'seen_at', 61);
  await look(id);
  expect((await rooms.read(other, id))?.viewerParticipant?.state).toBe('LEFT');
});

test('an instant room that everybody has left is over after a while, unless somebody comes back', async () => {
  const host = await rooms.host();
  const { id } = await rooms.with(host, []);
  const mine = await rooms.place(host, id);
  await leave(host, mine.id);
  expect(await rooms.read(host, id)).toMatchObject({ state: 'LIVE', participantCount: 0 });
  await age('meeting', id, 'empty_since', 59);
  await look(id);
  expect(await rooms.read(host, id)).toMatchObject({ state: 'LIVE' });
  await rooms.place(host, id);
  await leave(host, mine.id);
  await age('meeting', id, 'empty_since', 61);
  await look(id);
  expect(await rooms.read(host, id)).toMatchObject({ state: 'ENDED' });
});

test('a permanent room is idle when everybody has gone, and a planned one until its time has passed', async () => {
  const host = await rooms.host();
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const permanent = await rooms.with(host, [], { kind: 'PERMANENT' });
  const planned = await rooms.with(host, [], { kind: 'SCHEDULED', startsAt: at(-1), endsAt: at(1) });
  for (const { id } of [permanent, planned]) {
    const mine = await rooms.place(host, id);
    await leave(host, mine.id);
    expect(await rooms.read(host, id)).toMatchObject({ state: 'IDLE' });
  }
  const again = await rooms.place(host, planned.id);
  await age('meeting', planned.id, 'ends_at', 1);
  await leave(host, again.id);
  expect(await rooms.read(host, planned.id)).toMatchObject({ state: 'ENDED' });
});

test('a locked room takes nobody more but its hosts', async () => {
  const host = await rooms.host();
  const [inside, outside] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [inside, outside]);
  await rooms.place(inside, id);
  const settings = { locked: true };
  await rooms.do(host, 'updateMeeting', { meetingId: id, expectedVersion: 1, settings });
  expect(await rooms.refused(outside, 'joinMeeting', { meetingId: id, device: 'x' })).toEqual(['CONFLICT']);
  expect(await rooms.place(inside, id, { device: 'Phone' })).toMatchObject({ seat: 2 });
  expect(await rooms.place(host, id)).toMatchObject({ state: 'JOINED' });
});

test('people come in muted where the room says so, but for its hosts', async () => {
  const host = await rooms.host();
  const [other] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [other], { settings: { mutedOnEntry: true } });
  expect(await rooms.place(host, id)).toMatchObject({ microphone: true });
  const place = await rooms.place(other, id);
  expect(place.microphone).toBe(false);
  const input = { participantId: place.id, microphone: true };
  expect(await rooms.do(other, 'setMedia', input)).toMatchObject({ microphone: true });
});
