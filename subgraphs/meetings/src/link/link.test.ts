import type { Viewer } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
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

const LINK = 'query ($id: ID!) { meeting(id: $id) { link } }';
const LOBBY = `query ($token: String!) { meetingByLink(token: $token) { meetingId title live guests } }`;

const linkOf = async (who: Viewer, id: string): Promise<string | null> =>
  (await meetings.must(who, LINK, { id })).link as string | null;

async function tokenOf(host: Viewer, id: string): Promise<string> {
  return (await linkOf(host, id))?.replace('/meet/', '') ?? '';
}

const lobby = (token: string): Promise<unknown> => meetings.must(null, LOBBY, { token }) as Promise<unknown>;

/** Who may let guests in. */
const inviting = () => rooms.host({ permissions: ['CREATE_MEETINGS', 'INVITE_GUESTS'] });

/** Somebody with a pass for a meeting, as identity gives one by its link. */
async function aGuest(meetingId: string, grantedById: string): Promise<Viewer> {
  const [guest] = await meetings.people([{ kind: 'GUEST', displayName: 'Visitor' }]);
  const grants = [{ targetId: meetingId, actions: ['READ', 'JOIN', 'POST'], grantedById }];
  return aViewer({ ...(guest as Viewer), grants });
}

test('whoever holds the link sees what it opens, and people of the organisation come in by it', async () => {
  const host = await rooms.host();
  const [colleague, other] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, [], { title: 'Open day' });
  const token = await tokenOf(host, id);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await lobby(token)).toEqual({ meetingId: id, title: 'Open day', live: false, guests: false });
  expect(await lobby(`${token}x`)).toBeNull();
  const knock = { meetingId: id, device: 'Laptop' };
  expect(await rooms.refused(colleague, 'joinMeeting', knock)).toEqual(['NOT_FOUND']);
  expect(await rooms.refused(colleague, 'joinMeeting', { ...knock, token: `${token}x` })).toEqual([
    'NOT_FOUND',
  ]);
  expect(await rooms.place(colleague, id, { token })).toMatchObject({ role: 'PARTICIPANT' });
  expect(await linkOf(colleague, id)).toBeNull();
  const [foreigner] = await meetings.people([{ organizationId: 'organization_elsewhere' }]);
  expect(await rooms.refused(foreigner as Viewer, 'joinMeeting', { ...knock, token })).toEqual(['NOT_FOUND']);
  await rooms.do(host, 'endMeeting', { meetingId: id });
  expect(await lobby(token)).toBeNull();
  expect(await rooms.refused(other, 'joinMeeting', { ...knock, token })).toEqual(['CONFLICT']);
});

test('no secret of a link stands in the database', async () => {
  const host = await rooms.host();
  const { id } = await rooms.with(host, []);
  const token = await tokenOf(host, id);
  const [row]: { text: string }[] = await meetings.test.runtime.database.query(
    `select (select string_agg(m::text, ' ') from meeting m) || (select string_agg(l::text, ' ') from log l) as text`,
  );
  expect(row?.text).toContain(id);
  expect(row?.text).not.toContain(token);
});

test('a rotated link opens nothing, puts out nobody, and comes once from many who rotate with one key', async () => {
  const host = await rooms.host();
  const [colleague, other] = (await rooms.others(2)) as [Viewer, Viewer];
  const { id } = await rooms.with(host, []);
  const old = await tokenOf(host, id);
  const place = await rooms.place(colleague, id, { token: old });
  const input = { meetingId: id, key: aKey() };
  const all = await Promise.all(
    [1, 2, 3].map(() => rooms.do<{ link: string }>(host, 'rotateMeetingLink', input)),
  );
  expect(new Set(all.map(({ link }) => link)).size).toBe(1);
  const token = await tokenOf(host, id);
  expect(token).not.toBe(old);
  expect(await lobby(old)).toBeNull();
  expect(await rooms.refused(other, 'joinMeeting', { meetingId: id, device: 'x', token: old })).toEqual([
    'NOT_FOUND',
  ]);
  expect(await rooms.states(host, id)).toEqual({ [colleague.id]: 'JOINED' });
  expect(await rooms.do(colleague, 'setMedia', { participantId: place.id, camera: true })).toMatchObject({
    camera: true,
  });
  expect(await rooms.refused(colleague, 'rotateMeetingLink', { meetingId: id })).toEqual(['FORBIDDEN']);
});

test('a guest comes to the meeting of their pass, as a guest, and to no other', async () => {
  const host = await inviting();
  const { id } = await rooms.with(host, [], { settings: { guests: true } });
  const elsewhere = await rooms.with(host, [], { settings: { guests: true } });
  const guest = await aGuest(id, host.id);
  expect(await rooms.refused(guest, 'joinMeeting', { meetingId: elsewhere.id, device: 'x' })).toEqual([
    'NOT_FOUND',
  ]);
  const place = await rooms.place(guest, id, { displayName: ' Dr. Moe ' });
  expect(place).toMatchObject({ role: 'GUEST', displayName: 'Dr. Moe' });
  const listed = await meetings.must(guest, '{ meetings(first: 10) { nodes { id } } }');
  expect(listed.nodes).toEqual([{ id }]);
  expect(await rooms.refused(guest, 'createMeeting', { title: 'x', kind: 'INSTANT' })).toEqual(['FORBIDDEN']);
  await rooms.place(host, id);
  const higher = { participantId: place.id, role: 'COHOST' };
  expect(await rooms.refused(host, 'setParticipantRole', higher)).toEqual(['CONFLICT']);
});

test('guests wait in a lobby like others, and lose sight of the meeting once guests may not come', async () => {
  const host = await inviting();
  const { id } = await rooms.with(host, [], { settings: { guests: true, lobby: true } });
  await rooms.place(host, id);
  const [inside, outside] = [await aGuest(id, host.id), await aGuest(id, host.id)];
  const { participant } = await rooms.join(inside, id);
  await rooms.do(host, 'admitParticipants', { participantIds: [participant.id] });
  expect(await rooms.place(inside, id)).toMatchObject({ role: 'GUEST' });
  await rooms.do(host, 'updateMeeting', { meetingId: id, expectedVersion: 1, settings: { guests: false } });
  expect(await rooms.refused(outside, 'joinMeeting', { meetingId: id, device: 'x' })).toEqual(['NOT_FOUND']);
  expect(await rooms.states(inside, id)).toMatchObject({ [inside.id]: 'JOINED' });
  await rooms.do(inside, 'leaveMeeting', { participantId: participant.id });
  expect(await rooms.read(inside, id)).toBeNull();
});

test('a pass opens a meeting for as long as whoever gave it may invite there', async () => {
  const host = await inviting();
  const [presenter] = (await rooms.others(1)) as [Viewer];
  const { id } = await rooms.with(host, [presenter], { settings: { guests: true } });
  const place = await rooms.place(presenter, id);
  const guest = await aGuest(id, presenter.id);
  expect(await rooms.read(guest, id)).toBeNull();
  await rooms.do(host, 'setParticipantRole', { participantId: place.id, role: 'PRESENTER' });
  expect(await rooms.read(guest, id)).toMatchObject({ title: 'Seminar' });
});

test('only people who may invite guests open a meeting to them', async () => {
  const host = await rooms.host();
  const settings = { guests: true };
  expect(await rooms.refused(host, 'createMeeting', { title: 'x', kind: 'INSTANT', settings })).toEqual([
    'FORBIDDEN',
  ]);
  const { id: meetingId } = await rooms.with(host, []);
  expect(await rooms.refused(host, 'updateMeeting', { meetingId, expectedVersion: 1, settings })).toEqual([
    'FORBIDDEN',
  ]);
});

test('a guest who is removed hears nothing more', async () => {
  const host = await inviting();
  const { id } = await rooms.with(host, [], { settings: { guests: true } });
  await rooms.place(host, id);
  const guest = await aGuest(id, host.id);
  const place = await rooms.place(guest, id);
  const stream = meetings
    .as(guest)
    .follow('subscription ($id: ID!) { meetingEvents(meetingId: $id) { cursor } }', {
      id,
    });
  expect(await take(stream, 1)).toHaveLength(1);
  await rooms.do(host, 'removeParticipant', { participantId: place.id, ban: true });
  expect(await take(stream, 1)).toEqual([]);
});

test('whoever was in by a pass that is over is out, whether their device says so or not', async () => {
  const host = await inviting();
  const { id } = await rooms.with(host, [], { settings: { guests: true } });
  await rooms.place(host, id);
  const [over, other] = [await aGuest(id, host.id), await aGuest(id, host.id)];
  for (const each of [over, other]) await rooms.place(each, id);
  const told = { guestId: over.id, grants: [{ targetId: id, actions: ['JOIN'] }] };
  await meetings.sayInIdentity('organization:test', 'guestPassChanged', { ...told, over: false });
  expect(await rooms.states(host, id)).toMatchObject({ [over.id]: 'JOINED' });
  await meetings.sayInIdentity('organization:test', 'guestPassChanged', { ...told, over: true });
  expect(await rooms.states(host, id)).toEqual({
    ...{ [host.id]: 'JOINED', [over.id]: 'LEFT', [other.id]: 'JOINED' },
  });
});
