import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const CHANNEL = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Meeting { id channel {
  id kind name postingRole viewerCan activeMeeting { id } members { nodes { role user { id } } }
  messages(last: 10) { nodes { id kind card { __typename ... on Meeting { id } } author { id } } } } } } }`;

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly viewerCan: readonly string[];
  readonly activeMeeting: { readonly id: string } | null;
  readonly members: { readonly nodes: { role: string; user: { id: string } }[] };
  readonly messages: { readonly nodes: unknown[] };
}

const channelOf = async (who: Viewer, meetingId: string): Promise<Seen | null> => {
  const refs = [{ __typename: 'Meeting', id: meetingId }];
  const [meeting] = (await chat.must(who, CHANNEL, { refs })) as { channel: Seen | null }[];
  return meeting?.channel ?? null;
};

const rolesOf = (channel: Seen | null) =>
  Object.fromEntries(channel?.members.nodes.map(({ role, user }) => [user.id, role]) ?? []);

const told = (meetingId: string, maker: Viewer, more: Record<string, unknown> = {}) =>
  chat.sayInMeetings(
    'meetingTold',
    {
      ...{ meetingId, organizationId: maker.organizationId, title: 'Viva', channelId: null },
      ...{ createdById: maker.id, isLive: false, everybodyWrites: true, ...more },
    },
    `told:${meetingId}`,
  );

const inRoom = (meetingId: string, { id: personId }: Viewer, role: string, state = 'JOINED') =>
  chat.sayInMeetings(
    'participantChanged',
    { participantId: newId('participant'), place: { personId, role, state } },
    `meeting:${meetingId}`,
  );

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }`;
const words = (channelId: string | undefined) => ({ input: { channelId, text: 'Hello', key: aKey() } });

test('a room gets a channel of its own, in which are those who are in the room', async () => {
  const [amara, wanjiru, stranger] = (await chat.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const id = newId('meeting');
  await told(id, amara);
  expect(await channelOf(amara, id)).toMatchObject({ kind: 'MEETING', name: 'Viva', activeMeeting: null });
  expect(await channelOf(wanjiru, id)).toBeNull();
  await inRoom(id, wanjiru, 'PARTICIPANT', 'WAITING');
  expect(await channelOf(wanjiru, id)).toBeNull();
  await inRoom(id, wanjiru, 'PARTICIPANT');
  await inRoom(id, amara, 'HOST');
  expect(rolesOf(await channelOf(wanjiru, id))).toEqual({ [amara.id]: 'OWNER', [wanjiru.id]: 'MEMBER' });
  await inRoom(id, wanjiru, 'COHOST');
  expect(rolesOf(await channelOf(wanjiru, id))).toMatchObject({ [wanjiru.id]: 'MODERATOR' });
  await inRoom(id, wanjiru, 'COHOST', 'LEFT');
  expect(await channelOf(wanjiru, id)).not.toBeNull();
  await inRoom(id, wanjiru, 'COHOST', 'REMOVED');
  expect(await channelOf(wanjiru, id)).toBeNull();
  expect(await channelOf(stranger, id)).toBeNull();
});

test('who only waited at the door and went away was never in', async () => {
  const [amara, wanjiru] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const id = newId('meeting');
  await told(id, amara);
  await inRoom(id, wanjiru, 'PARTICIPANT', 'LEFT');
  expect(await channelOf(wanjiru, id)).toBeNull();
});

test('a room that is made in a channel belongs to it, and leaves its members as they are', async () => {
  const [amara, wanjiru] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const channelId = await chat.aChannel(amara);
  const id = newId('meeting');
  await told(id, amara, { channelId });
  await inRoom(id, wanjiru, 'PARTICIPANT');
  expect(await channelOf(amara, id)).toMatchObject({ id: channelId, name: 'boards' });
  expect(await channelOf(wanjiru, id)).toBeNull();
});

test('a meeting that begins and ends is told in its channel, once, and is the active one meanwhile', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara);
  const id = newId('meeting');
  await told(id, amara, { channelId });
  const stream = chat.as(amara).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename ... on ChannelChanged {
        channel { activeMeeting { id } } } } }`,
    { id: channelId },
  );
  await take(stream, 1);
  await told(id, amara, { channelId, isLive: true });
  await told(id, amara, { channelId, isLive: true });
  expect((await take(stream, 2)).map(({ data }) => data.channelEvents)).toEqual([
    { __typename: 'MessageAdded' },
    { __typename: 'ChannelChanged', channel: { activeMeeting: { id } } },
  ]);
  const running = await channelOf(amara, id);
  expect(running?.activeMeeting).toEqual({ id });
  expect(running?.messages.nodes).toMatchObject([
    { kind: 'CALL', card: { __typename: 'Meeting', id }, author: { id: amara.id } },
  ]);
  await told(id, amara, { channelId });
  expect((await take(stream, 2)).map(({ data }) => data.channelEvents)).toEqual([
    { __typename: 'MessageChanged' },
    { __typename: 'ChannelChanged', channel: { activeMeeting: null } },
  ]);
  await stream.return();
  await told(id, amara, { channelId, isLive: true });
  expect((await channelOf(amara, id))?.messages.nodes).toHaveLength(2);
});

test('a channel of a room alone says that it runs, and nothing more', async () => {
  const amara = await chat.aPerson();
  const id = newId('meeting');
  await told(id, amara, { isLive: true });
  expect(await channelOf(amara, id)).toMatchObject({ activeMeeting: { id }, messages: { nodes: [] } });
  await told(id, amara, { isOver: true });
  expect(await channelOf(amara, id)).toMatchObject({ activeMeeting: null, messages: { nodes: [] } });
});

test('the channel of a room is called as the room, and only who leads it writes where that is said', async () => {
  const [amara, wanjiru] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const id = newId('meeting');
  await told(id, amara);
  await inRoom(id, wanjiru, 'PARTICIPANT');
  await told(id, amara, { title: 'Viva of Elise', everybodyWrites: false });
  const channel = await channelOf(wanjiru, id);
  expect(channel?.name).toBe('Viva of Elise');
  expect(channel?.viewerCan).not.toContain('POST');
  expect(await chat.codes(wanjiru, SEND, words(channel?.id))).toEqual(['FORBIDDEN']);
  expect(await chat.must(amara, SEND, words(channel?.id))).toEqual({ seq: 1 });
});

test('a guest reads and writes for as long as they are in the room that their pass names', async () => {
  const amara = await chat.aPerson();
  const id = newId('meeting');
  await told(id, amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['JOIN'] }], amara);
  const elsewhere = await chat.aGuest([{ targetId: newId('meeting'), actions: ['JOIN'] }], amara);
  expect(await channelOf(guest, id)).toBeNull();
  await inRoom(id, guest, 'GUEST');
  await inRoom(id, elsewhere, 'GUEST');
  const channel = await channelOf(guest, id);
  expect(await chat.must(guest, SEND, words(channel?.id))).toEqual({ seq: 1 });
  const { sidebar } = await chat.must(guest, `{ viewer { sidebar { entries { channel { id } } } } }`);
  expect(sidebar.entries).toEqual([{ channel: { id: channel?.id } }]);
  expect(await channelOf(elsewhere, id)).toBeNull();
  await inRoom(id, guest, 'GUEST', 'LEFT');
  expect(await channelOf(guest, id)).toBeNull();
  expect(await chat.codes(guest, SEND, words(channel?.id))).toEqual(['NOT_FOUND']);
});

test('when a room is over its guests are in its channel no longer, and the others read on', async () => {
  const [amara, wanjiru] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const id = newId('meeting');
  await told(id, amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['JOIN'] }], amara);
  await inRoom(id, guest, 'GUEST');
  await inRoom(id, wanjiru, 'PARTICIPANT');
  await told(id, amara, { isOver: true });
  expect(await channelOf(guest, id)).toBeNull();
  expect(rolesOf(await channelOf(wanjiru, id))).toEqual({ [amara.id]: 'OWNER', [wanjiru.id]: 'MEMBER' });
});

test('nobody makes the channel of a room by hand, brings people into it, or sends a meeting', async () => {
  const [amara, wanjiru] = (await chat.people([{}, {}])) as [Viewer, Viewer];
  const id = newId('meeting');
  await told(id, amara);
  const CREATE = `mutation ($input: CreateChannelInput!) { createChannel(input: $input) { id } }`;
  const made = { kind: 'MEETING', name: 'Viva', key: aKey() };
  expect(await chat.codes(amara, CREATE, { input: made })).toEqual(['INVALID']);
  const channelId = (await channelOf(amara, id))?.id;
  const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`;
  const asked = { channelId, userIds: [wanjiru.id], key: aKey() };
  expect(await chat.codes(amara, INVITE, { input: asked })).toEqual(['FORBIDDEN']);
  const input = { channelId, cardId: id, key: aKey() };
  expect(await chat.codes(amara, SEND, { input })).toEqual(['INVALID']);
});

test('a meeting of a channel that is not there has none', async () => {
  const amara = await chat.aPerson();
  const id = newId('meeting');
  await told(id, amara, { channelId: newId('channel'), isLive: true });
  expect(await channelOf(amara, id)).toBeNull();
});
