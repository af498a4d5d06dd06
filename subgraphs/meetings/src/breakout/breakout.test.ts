import { type Viewer, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { type PlaceSeen, Rooms } from '../../test/rooms.js';
import { closingBreakouts } from './breakout.job.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const SEEN = `id breakoutSession { openedAt closesAt } viewerBreakout { id }
  breakouts { id title state kind helpWantedAt assigned { id } parent { id } }`;
const READ = `query ($id: ID!) { meeting(id: $id) { ${SEEN} } }`;

interface Seen {
  readonly breakoutSession: { readonly closesAt: string | null } | null;
  readonly viewerBreakout: { readonly id: string } | null;
  readonly breakouts: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly helpWantedAt: string | null;
    readonly assigned: readonly { readonly id: string }[];
  }[];
}

const deed = (name: string): string =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${SEEN} } }`;
const act = (who: Viewer, name: string, input: object): Promise<Seen> =>
  meetings.must(who, deed(name), { input: { key: aKey(), ...input } }) as Promise<Seen>;
const refused = (who: Viewer, name: string, input: object): Promise<unknown[]> =>
  meetings.codes(who, deed(name), { input: { key: aKey(), ...input } });
const read = (who: Viewer, id: string): Promise<Seen> => meetings.must(who, READ, { id }) as Promise<Seen>;

interface Hall {
  readonly id: string;
  readonly host: Viewer;
  readonly amara: Viewer;
  readonly wanjiru: Viewer;
  readonly places: readonly PlaceSeen[];
}

async function aHall(more: object = {}): Promise<Hall> {
  const host = await rooms.host({ permissions: ['CREATE_MEETINGS', 'INVITE_GUESTS'] });
  const [amara, wanjiru] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [amara, wanjiru], { ...more });
  const places = [];
  for (const each of [host, amara, wanjiru]) places.push(await rooms.place(each, id));
  return { id, host, amara, wanjiru, places };
}

const plan = ({ id: meetingId, host, amara, wanjiru }: Hall) =>
  act(host, 'planBreakouts', {
    meetingId,
    rooms: [
      { title: 'Left', userIds: [amara.id] },
      { title: 'Right', userIds: [wanjiru.id] },
    ],
  });

/** A hall with its two rooms open. */
async function open(more: object = {}): Promise<Hall & { readonly left: string; readonly right: string }> {
  const hall = await aHall();
  await plan(hall);
  const { breakouts } = await act(hall.host, 'openBreakouts', { meetingId: hall.id, ...more });
  return { ...hall, left: breakouts[0]?.id ?? '', right: breakouts[1]?.id ?? '' };
}

const stateOf = async (who: Viewer, id: string): Promise<string | undefined> =>
  (await rooms.read(who, id))?.state;

test('rooms are prepared ahead, seen by hosts alone, and changed as often as one likes', async () => {
  const hall = await aHall();
  const first = await plan(hall);
  expect(first.breakouts).toMatchObject([
    {
      title: 'Left',
      kind: 'BREAKOUT',
      state: 'IDLE',
      assigned: [{ id: hall.amara.id }],
      parent: { id: hall.id },
    },
    { title: 'Right', assigned: [{ id: hall.wanjiru.id }] },
  ]);
  expect(await read(hall.amara, hall.id)).toMatchObject({ breakouts: [], viewerBreakout: null });
  const all = [hall.amara.id, hall.wanjiru.id];
  const second = await act(hall.host, 'planBreakouts', {
    ...{ meetingId: hall.id, rooms: [{ title: 'Together', userIds: all }] },
  });
  expect(second.breakouts).toMatchObject([{ id: first.breakouts[0]?.id, title: 'Together' }]);
  expect(second.breakouts[0]?.assigned.map(({ id }) => id)).toEqual(all.toSorted());
});

test('when they open everybody knows where to go, and comes in there and nowhere else', async () => {
  const { id, host, amara, wanjiru, left, right } = await open();
  expect((await read(amara, id)).viewerBreakout).toEqual({ id: left });
  expect((await read(wanjiru, id)).viewerBreakout).toEqual({ id: right });
  expect((await read(host, id)).viewerBreakout).toBeNull();
  expect((await rooms.place(amara, left)).role).toBe('PARTICIPANT');
  expect(await rooms.refused(amara, 'joinMeeting', { meetingId: right, device: 'Laptop' })).toEqual([
    'NOT_FOUND',
  ]);
  expect((await rooms.place(host, left)).role).toBe('HOST');
  expect((await rooms.place(host, right)).role).toBe('HOST');
  const [stranger] = await rooms.others(1);
  expect(await rooms.read(stranger as Viewer, left)).toBeNull();
});

test('a meeting goes on while all of it is in its breakout rooms, and nobody stands in for the host', async () => {
  const { id, host, amara, wanjiru, places, left } = await open();
  await rooms.place(host, left);
  await rooms.place(amara, left);
  await rooms.do(host, 'leaveMeeting', { participantId: places[0]?.id });
  expect((await rooms.people(wanjiru, id)).map(({ role }) => role)).toEqual([
    'HOST',
    'PARTICIPANT',
    'PARTICIPANT',
  ]);
  for (const [n, who] of [amara, wanjiru].entries()) {
    await rooms.do(who, 'leaveMeeting', { participantId: places[n + 1]?.id });
  }
  expect(await stateOf(host, id)).toBe('LIVE');
});

test('closing brings everybody back: the rooms are over and the meeting goes on', async () => {
  const { id, host, amara, left, right } = await open();
  await rooms.place(amara, left);
  const stream = meetings
    .as(amara)
    .follow(`subscription ($id: ID!) { meetingEvents(meetingId: $id) { __typename } }`, { id: left });
  const told = take(stream, 3);
  const closed = await act(host, 'closeBreakouts', { meetingId: id });
  expect(closed).toMatchObject({ breakoutSession: null, breakouts: [] });
  expect((await told).map(({ data }) => data.meetingEvents.__typename)).toContain('BreakoutsChanged');
  await stream.return();
  expect([await stateOf(amara, left), await stateOf(host, right)]).toEqual(['ENDED', 'ENDED']);
  expect(await stateOf(amara, id)).toBe('LIVE');
  expect((await read(amara, id)).viewerBreakout).toBeNull();
  expect(await refused(host, 'closeBreakouts', { meetingId: id })).toEqual(['CONFLICT']);
});

test('their time is told, and shortened by a host who gives a moment to finish', async () => {
  const { id, host, amara } = await open({ minutes: 10 });
  const tenMinutes = Date.parse((await read(amara, id)).breakoutSession?.closesAt ?? '') - Date.now();
  expect(Math.round(tenMinutes / 60_000)).toBe(10);
  const soon = await act(host, 'closeBreakouts', { meetingId: id, seconds: 30 });
  const seconds = (Date.parse(soon.breakoutSession?.closesAt ?? '') - Date.now()) / 1_000;
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThanOrEqual(30);
});

test('somebody is put elsewhere while they are open', async () => {
  const { id, host, amara, left, right } = await open();
  await rooms.place(amara, left);
  const moved = await act(host, 'assignToBreakout', { meetingId: right, userIds: [amara.id] });
  expect(moved.breakouts[1]?.assigned.map((each) => each.id)).toContain(amara.id);
  expect((await read(amara, id)).viewerBreakout).toEqual({ id: right });
  expect((await rooms.place(amara, right)).state).toBe('JOINED');
  expect(await refused(amara, 'assignToBreakout', { meetingId: left, userIds: [amara.id] })).toEqual([
    'FORBIDDEN',
  ]);
});

test('a guest of the meeting is one in the room they are put into, and in no other', async () => {
  const hall = await aHall({ settings: { guests: true } });
  const { id, host } = hall;
  await plan(hall);
  const { breakouts } = await act(host, 'openBreakouts', { meetingId: id });
  const [left, right] = breakouts.map((room) => room.id);
  const [person] = await meetings.people([{ kind: 'GUEST' }]);
  const grant = { targetId: id, actions: ['JOIN'], grantedById: host.id } as const;
  const guest = { ...(person as Viewer), grants: [grant] };
  await rooms.place(guest, id);
  expect(await rooms.refused(guest, 'joinMeeting', { meetingId: left, device: 'Phone' })).toEqual([
    'NOT_FOUND',
  ]);
  await act(host, 'assignToBreakout', { meetingId: right, userIds: [guest.id] });
  expect((await rooms.place(guest, right ?? '')).role).toBe('GUEST');
  expect((await read(guest, id)).viewerBreakout).toEqual({ id: right });
});

test('those in a room ask for help, and hosts see where', async () => {
  const { id, host, amara, wanjiru, left } = await open();
  await rooms.place(amara, left);
  await act(amara, 'askForHelp', { meetingId: left, wanted: true });
  expect((await read(host, id)).breakouts.map(({ helpWantedAt }) => helpWantedAt !== null)).toEqual([
    true,
    false,
  ]);
  expect(await refused(wanjiru, 'askForHelp', { meetingId: left, wanted: false })).toEqual(['NOT_FOUND']);
  await act(host, 'askForHelp', { meetingId: left, wanted: false });
  expect((await read(host, id)).breakouts.map(({ helpWantedAt }) => helpWantedAt)).toEqual([null, null]);
});

test('a host tells all rooms something', async () => {
  const { id, host, amara, left } = await open();
  await rooms.place(amara, left);
  const HEAR = `subscription ($id: ID!) { meetingSignals(meetingId: $id) { __typename ... on LineTold { text by } } }`;
  const TELL = `mutation ($input: TellBreakoutsInput!) { tellBreakouts(input: $input) }`;
  const stream = meetings.as(amara).follow(HEAR, { id: left });
  const first = take(stream, 1);
  const input = { meetingId: id, text: 'Two more minutes', key: aKey() };
  expect(await meetings.codes(amara, TELL, { input })).toEqual(['FORBIDDEN']);
  expect(await meetings.must(host, TELL, { input })).toBe(true);
  expect((await first)[0]?.data.meetingSignals).toMatchObject({
    __typename: 'LineTold',
    text: 'Two more minutes',
  });
  await stream.return();
});

test('only hosts break a meeting up, into people who are there, and once at a time', async () => {
  const hall = await aHall();
  const { id: meetingId, host, amara } = hall;
  const rooms2 = [{ title: 'Left', userIds: [amara.id] }];
  expect(await refused(amara, 'planBreakouts', { meetingId, rooms: rooms2 })).toEqual(['FORBIDDEN']);
  expect(await refused(host, 'openBreakouts', { meetingId })).toEqual(['CONFLICT']);
  const unknown = [{ title: 'Left', userIds: ['user_00000000000000000000000000'] }];
  expect(await refused(host, 'planBreakouts', { meetingId, rooms: unknown })).toEqual(['INVALID']);
  await plan(hall);
  await act(host, 'openBreakouts', { meetingId });
  expect(await refused(host, 'openBreakouts', { meetingId })).toEqual(['CONFLICT']);
  expect(await refused(host, 'planBreakouts', { meetingId, rooms: rooms2 })).toEqual(['CONFLICT']);
});

test('a meeting that is ended ends its breakout rooms', async () => {
  const { id, host, amara, left } = await open();
  await rooms.place(amara, left);
  await rooms.do(host, 'endMeeting', { meetingId: id });
  expect(await stateOf(amara, left)).toBe('ENDED');
});

test('they close by themselves when their time is over, and not before', async () => {
  const { id, host, left } = await open({ minutes: 1 });
  const { database } = meetings.test.runtime;
  const [session] = await database.query<{ opened_at: Date }[]>(
    'select opened_at from breakout_session where meeting_id = $1',
    [id],
  );
  const openedAt = session?.opened_at.getTime() ?? 0;
  const look = (since: number): Promise<void> =>
    closingBreakouts.run(meetings.test.runtime.context(systemCaller('test')), { meetingId: id, since });
  await look(openedAt);
  expect(await stateOf(host, left)).toBe('IDLE');
  await database.query('update breakout_session set closes_at = clock_timestamp() where meeting_id = $1', [
    id,
  ]);
  await look(0);
  expect(await stateOf(host, left)).toBe('IDLE');
  await look(openedAt);
  expect(await stateOf(host, left)).toBe('ENDED');
});
