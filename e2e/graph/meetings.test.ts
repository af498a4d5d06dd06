import { expect, test } from 'vitest';
import { ask, codesOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import {
  AdmitToRoomDocument,
  EndRoomDocument,
  EnterRoomDocument,
  type EnterRoomMutation,
  GiveRoomRoleDocument,
  MakeRoomDocument,
  type MakeRoomMutation,
  MeetingBehindLinkDocument,
  PutOutOfRoomDocument,
  RedeemGuestLinkDocument,
  RoomEventsDocument,
  RoomListDocument,
  RoomLobbyDocument,
  RoomNowDocument,
  RoomWhyDocument,
  RotateRoomLinkDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, gateways } from '../product.js';

/** How long after a loss of access a stream may still be open (P5). */
const ENDS_WITHIN_MS = 2_000;

type Room = MakeRoomMutation['createMeeting'];
type Entry = EnterRoomMutation['joinMeeting'];

async function aRoom(host: Person, more: object = {}): Promise<Room> {
  const input = { title: `Room ${aKey()}`, kind: 'INSTANT' as const, key: aKey(), ...more };
  return (await host.get(MakeRoomDocument, { input })).createMeeting;
}

async function enter(who: Person, meetingId: string, at = 0, more: object = {}): Promise<Entry> {
  const input = { meetingId, device: 'e2e', key: aKey(), ...more };
  return (await who.get(EnterRoomDocument, { input }, at)).joinMeeting;
}

const tokenOf = ({ link }: Pick<Room, 'link'>): string => link?.split('/').at(-1) ?? '';

const behind = async (token: string) =>
  (await ask(gateway, MeetingBehindLinkDocument, { token })).data?.meetingByLink ?? null;

/** The codes that a link is refused with, or nothing once somebody came in by it. */
async function comeBy(token: string): Promise<{ readonly guest: Person | null; readonly codes: unknown }> {
  const input = { token, displayName: 'A visitor', key: aKey() };
  const answer = await ask(gateway, RedeemGuestLinkDocument, { input });
  const { redeemGuestLink: entered } = answer.data ?? {};
  if (entered?.__typename !== 'SignedIn') return { guest: null, codes: codesOf(answer) };
  return { guest: new Person(gateways, entered.viewer.id, entered.token.accessToken), codes: null };
}

/** Somebody without an account, by the link of a meeting. */
async function aVisitor(token: string): Promise<Person> {
  // Identity hears of a link a moment after it was made.
  await expect.poll(async () => (await behind(token))?.guests).toBe(true);
  const came: Person[] = [];
  await expect
    .poll(async () => {
      const { guest } = await comeBy(token);
      if (guest) came.push(guest);
      return came.length;
    })
    .toBe(1);
  const [visitor] = came;
  if (!visitor) throw new Error('Nobody came');
  return visitor;
}

test('people come to a room through any gateway, wait, are let in, and hear of each other', async () => {
  const [host, other] = [await a('head'), await a('colleague')];
  const channelId = await aChannel(host, other);
  // Meetings hears of a channel a moment after it was made.
  let room: Room | null = null;
  await expect
    .poll(async () => {
      const input = {
        ...{ title: 'Seminar', kind: 'INSTANT' as const, channelId, settings: { lobby: true }, key: aKey() },
      };
      room = (await host.ask(MakeRoomDocument, { input })).data?.createMeeting ?? null;
      return room;
    })
    .not.toBeNull();
  const { id, liveCursor } = room as unknown as Room;
  await using events = host.follow(RoomEventsDocument, { meetingId: id, after: liveCursor }, 1);
  expect(await enter(host, id)).toMatchObject({ __typename: 'MediaSeat', participant: { role: 'HOST' } });
  const waiting = await enter(other, id, 1);
  if (waiting.__typename !== 'AwaitingApproval') throw new Error('They did not wait');
  expect(waiting.hosts).toEqual([{ id: host.id }]);
  const { participant, liveCursor: after } = waiting;
  await using lobby = other.follow(RoomLobbyDocument, { participantId: participant.id, after });
  const input = { participantIds: [participant.id], key: aKey() };
  await host.get(AdmitToRoomDocument, { input }, 1);
  await lobby.find(
    ({ lobbyEvents: event }) =>
      event.__typename === 'ParticipantChanged' && event.participant.state === 'JOINED',
  );
  expect(await enter(other, id)).toMatchObject({
    __typename: 'MediaSeat',
    participant: { role: 'PARTICIPANT' },
  });
  await events.find(
    ({ meetingEvents: event }) =>
      event.__typename === 'ParticipantChanged' &&
      event.participant.id === participant.id &&
      event.participant.state === 'JOINED',
  );
  const role = { participantId: participant.id, role: 'COHOST' as const, key: aKey() };
  await host.get(GiveRoomRoleDocument, { input: role });
  expect((await other.get(RoomNowDocument, { id }, 1)).meeting).toMatchObject({
    ...{ state: 'LIVE', participantCount: 2 },
    viewerCan: expect.arrayContaining(['MODERATE', 'EDIT']) as unknown,
  });
  await host.get(EndRoomDocument, { input: { meetingId: id, key: aKey() } });
  await events.find(
    ({ meetingEvents: event }) => event.__typename === 'MeetingChanged' && event.meeting.state === 'ENDED',
  );
});

test('whoever is put out of a room for good hears nothing more, on any gateway', async () => {
  const [host, other] = [await a('head'), await a('colleague')];
  const room = await aRoom(host);
  await enter(host, room.id);
  const seat = await enter(other, room.id, 0, { token: tokenOf(room) });
  const streams = [0, 1].map((at) => other.follow(RoomEventsDocument, { meetingId: room.id }, at));
  for (const stream of streams) {
    await stream.find(({ meetingEvents }) => meetingEvents.__typename === 'CaughtUp');
  }
  const began = performance.now();
  await host.get(PutOutOfRoomDocument, {
    input: { participantId: seat.participant.id, ban: true, key: aKey() },
  });
  await enter(host, room.id);
  for (const stream of streams) {
    const heard = await stream.rest();
    expect(heard.filter(({ meetingEvents }) => meetingEvents.__typename === 'MeetingChanged')).toEqual([]);
  }
  expect(performance.now() - began).toBeLessThan(ENDS_WITHIN_MS);
  expect((await other.get(RoomNowDocument, { id: room.id })).meeting).toBeNull();
  const why = await host.get(RoomWhyDocument, { id: room.id, userId: other.id });
  expect(why.meeting?.whyCan).toEqual({ allowed: false, decidedBy: { rule: 'EXCLUSION' } });
});

test('a visitor sees the room of their link and nothing else, until it is over', async () => {
  const host = await a('head');
  const room = await aRoom(host, { settings: { guests: true } });
  const elsewhere = await aRoom(host, { settings: { guests: true } });
  await enter(host, room.id);
  const token = tokenOf(room);
  const visitor = await aVisitor(token);
  expect(await behind(token)).toMatchObject({
    ...{ meetingId: room.id, title: room.title, organizationName: 'Northgate University', live: true },
  });
  const seat = await enter(visitor, room.id, 1, { displayName: 'Dr. Moe' });
  expect(seat).toMatchObject({ participant: { role: 'GUEST', displayName: 'Dr. Moe' } });
  expect((await visitor.get(RoomListDocument, {}, 1)).meetings.nodes).toEqual([{ id: room.id }]);
  expect((await visitor.get(RoomNowDocument, { id: elsewhere.id })).meeting).toBeNull();
  const knock = { meetingId: elsewhere.id, device: 'e2e', key: aKey() };
  expect(codesOf(await visitor.ask(EnterRoomDocument, { input: knock }))).toEqual(['NOT_FOUND']);
  const make = { title: 'Mine', kind: 'INSTANT' as const, key: aKey() };
  expect(codesOf(await visitor.ask(MakeRoomDocument, { input: make }))).toEqual(['FORBIDDEN']);
  const socket = visitor.connect(1);
  const stream = socket.follow(RoomEventsDocument, { meetingId: room.id });
  await stream.find(({ meetingEvents }) => meetingEvents.__typename === 'CaughtUp');
  await host.get(EndRoomDocument, { input: { meetingId: room.id, key: aKey() } });
  // Their session was for this meeting alone, and is over with it.
  expect((await socket.closed).code).toBe(4401);
  expect(await behind(token)).toBeNull();
  await expect
    .poll(async () => codesOf(await visitor.ask(RoomNowDocument, { id: room.id })))
    .toEqual(['UNAUTHENTICATED']);
});

test('by a link that was rotated nobody comes, and whoever is in stays in', async () => {
  const host = await a('head');
  const room = await aRoom(host, { settings: { guests: true } });
  await enter(host, room.id);
  const visitor = await aVisitor(tokenOf(room));
  await enter(visitor, room.id);
  const input = { meetingId: room.id, key: aKey() };
  const { rotateMeetingLink: rotated } = await host.get(RotateRoomLinkDocument, { input }, 1);
  expect(await behind(tokenOf(room))).toBeNull();
  await expect.poll(async () => (await comeBy(tokenOf(room))).codes).toEqual(['NOT_FOUND']);
  const late = await aVisitor(tokenOf(rotated));
  await enter(late, room.id, 1);
  expect((await visitor.get(RoomNowDocument, { id: room.id }, 1)).meeting).toMatchObject({
    participantCount: 3,
  });
});
