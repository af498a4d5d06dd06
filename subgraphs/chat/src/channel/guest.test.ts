import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SIDEBAR = `{ viewer { sidebar { entries { channel { id } membership { role } } } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { seq } }`;
const MEMBERS = `query ($id: ID!) { channel(id: $id) { members { nodes { role user { id } } } } }`;
const LEAVE = `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`;

const rolesIn = async (viewer: Parameters<TestChat['as']>[0], id: string): Promise<unknown> => {
  const { members } = await chat.must(viewer, MEMBERS, { id });
  return Object.fromEntries(
    members.nodes.map(({ user, role }: { user: { id: string }; role: string }) => [user.id, role]),
  );
};

test('a guest finds the channels of the pass and is seen in them', async () => {
  const amara = await chat.aPerson();
  const [open, hidden] = [
    await chat.aChannel(amara),
    await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open' }),
  ];
  const guest = await chat.aGuest([{ targetId: open, actions: ['READ', 'POST'] }], amara);
  const { sidebar } = await chat.must(guest, SIDEBAR);
  expect(sidebar.entries).toEqual([{ channel: { id: open }, membership: { role: 'GUEST' } }]);
  expect(await rolesIn(amara, open)).toEqual({ [amara.id]: 'OWNER', [guest.id]: 'GUEST' });
  expect(await chat.codes(guest, MEMBERS, { id: hidden })).toEqual(['NOT_FOUND']);
  expect(await chat.must(guest, SEND, { input: { channelId: open, text: 'Hello', key: aKey() } })).toEqual({
    seq: 1,
  });
  expect(await chat.codes(guest, SEND, { input: { channelId: hidden, text: 'Hello', key: aKey() } })).toEqual(
    ['NOT_FOUND'],
  );
});

test('twenty first looks at once make one membership', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  await Promise.all(Array.from({ length: 20 }, () => chat.must(guest, SIDEBAR)));
  expect(await rolesIn(amara, id)).toEqual({ [amara.id]: 'OWNER', [guest.id]: 'GUEST' });
});

test('a pass to read does not let write', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  expect(await chat.codes(guest, SEND, { input: { channelId: id, text: 'Hello', key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await chat.history(guest, id)).toEqual([]);
});

test('a guest who left stays away until joining again', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  await chat.must(guest, SIDEBAR);
  await chat.must(guest, LEAVE, { input: { channelId: id, key: aKey() } });
  expect((await chat.must(guest, SIDEBAR)).sidebar.entries).toEqual([]);
  const JOIN = `mutation ($input: JoinChannelInput!) { joinChannel(input: $input) { membership { role } } }`;
  const joined = await chat.must(guest, JOIN, { input: { channelId: id, key: aKey() } });
  expect(joined).toEqual({ membership: { role: 'GUEST' } });
});

test('a removed guest is shut out at once although the pass goes on', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  await chat.must(guest, SIDEBAR);
  const stream = chat
    .as(guest)
    .follow(`subscription ($id: ID!) { channelEvents(channelId: $id) { __typename } }`, { id });
  await take(stream, 1);
  const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  await chat.must(amara, REMOVE, { input: { channelId: id, userId: guest.id, ban: true, key: aKey() } });
  await chat.aMessage(amara, id, 'among us');
  expect(await take(stream, 2)).toEqual([]);
  expect(await chat.codes(guest, MEMBERS, { id })).toEqual(['NOT_FOUND']);
});
