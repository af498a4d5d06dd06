import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const JOIN = `mutation ($input: JoinChannelInput!) { joinChannel(input: $input) { unreadCount membership { role } channel { memberCount } } }`;
const LEAVE = `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`;
const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { memberCount } }`;
const ROLE = `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { role user { id } } }`;
const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
const MEMBERS = `query ($id: ID!, $text: String, $role: MemberRole, $first: Int, $after: Cursor) { channel(id: $id) {
  members(text: $text, role: $role, first: $first, after: $after) { nodes { role user { id } } pageInfo { hasNextPage endCursor } } } }`;

const rolesIn = async (viewer: Viewer, id: string): Promise<Record<string, string>> => {
  const { members } = await chat.must(viewer, MEMBERS, { id });
  return Object.fromEntries(
    members.nodes.map(({ user, role }: { user: { id: string }; role: string }) => [user.id, role]),
  );
};

test('anybody of the organisation joins an open channel, once', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open' });
  await chat.aMessage(amara, channelId, 'before');
  const join = () => chat.must(jonas, JOIN, { input: { channelId, key: aKey() } });
  expect(await join()).toEqual({
    unreadCount: 0,
    membership: { role: 'MEMBER' },
    channel: { memberCount: 2 },
  });
  expect(await join()).toMatchObject({ channel: { memberCount: 2 } });
});

test('nobody joins a group uninvited', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara);
  expect(await chat.codes(jonas, JOIN, { input: { channelId, key: aKey() } })).toEqual(['NOT_FOUND']);
  expect(await rolesIn(amara, channelId)).toEqual({ [amara.id]: 'OWNER' });
});

test('the last owner hands over before leaving', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  expect(await chat.codes(amara, LEAVE, { input: { channelId, key: aKey() } })).toEqual(['CONFLICT']);
  const handOver = { channelId, userId: jonas.id, role: 'OWNER', key: aKey() };
  expect(await chat.must(amara, ROLE, { input: handOver })).toEqual({
    role: 'OWNER',
    user: { id: jonas.id },
  });
  expect(await rolesIn(amara, channelId)).toEqual({ [amara.id]: 'MODERATOR', [jonas.id]: 'OWNER' });
  expect(await chat.must(amara, LEAVE, { input: { channelId, key: aKey() } })).toEqual({ id: channelId });
  expect(await rolesIn(jonas, channelId)).toEqual({ [jonas.id]: 'OWNER' });
  expect(await chat.codes(amara, MEMBERS, { id: channelId })).toEqual(['NOT_FOUND']);
});

test('two owners do not both step down at once', async () => {
  const admin = await chat.aPerson({ permissions: ['CREATE_CHANNELS', 'MODERATE_CHANNELS'] });
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas], { kind: 'PROJECT' });
  await chat.must(admin, ROLE, { input: { channelId, userId: jonas.id, role: 'OWNER', key: aKey() } });
  const leave = (who: Viewer) => chat.codes(who, LEAVE, { input: { channelId, key: aKey() } });
  expect((await Promise.all([leave(amara), leave(jonas)])).flat()).toEqual(['CONFLICT']);
});

test('moderators invite, members of a group do not', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  const input = { channelId, userIds: [elise.id], key: aKey() };
  expect(await chat.codes(jonas, INVITE, { input })).toEqual(['FORBIDDEN']);
  await chat.must(amara, ROLE, { input: { channelId, userId: jonas.id, role: 'MODERATOR', key: aKey() } });
  expect(await chat.codes(jonas, INVITE, { input: { ...input, role: 'OWNER', key: aKey() } })).toEqual([
    'INVALID',
  ]);
  expect(await chat.must(jonas, INVITE, { input: { ...input, key: aKey() } })).toEqual({ memberCount: 3 });
});

test('strangers, guests and nobody are refused in the same words', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara);
  const stranger = await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' });
  const guest = await chat.aGuest([], amara);
  const answers = await Promise.all(
    [stranger.id, guest.id, 'user_00000000000000000000000009'].map((id) =>
      chat.as(amara).run(INVITE, { input: { channelId, userIds: [id], key: aKey() } }),
    ),
  );
  expect(new Set(answers.map(({ errors }) => JSON.stringify(errors))).size).toBe(1);
  expect(answers[0]?.errors?.[0]?.extensions).toEqual({ code: 'INVALID', field: 'userIds' });
  expect(Object.keys(await rolesIn(amara, channelId))).toEqual([amara.id]);
});

test('a removed member may come back by invitation, a banned one finds nothing until invited again', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas], { kind: 'PUBLIC', name: 'order' });
  await chat.must(amara, REMOVE, { input: { channelId, userId: jonas.id, key: aKey() } });
  expect(await rolesIn(jonas, channelId)).toEqual({ [amara.id]: 'OWNER' });
  await chat.must(jonas, JOIN, { input: { channelId, key: aKey() } });
  await chat.must(amara, REMOVE, { input: { channelId, userId: jonas.id, ban: true, key: aKey() } });
  expect(await chat.codes(jonas, MEMBERS, { id: channelId })).toEqual(['NOT_FOUND']);
  expect(await chat.codes(jonas, JOIN, { input: { channelId, key: aKey() } })).toEqual(['NOT_FOUND']);
  await chat.must(amara, INVITE, { input: { channelId, userIds: [jonas.id], key: aKey() } });
  expect(await rolesIn(jonas, channelId)).toMatchObject({ [jonas.id]: 'MEMBER' });
});

test('somebody who was never in is shut out of an open channel', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'closed to one' });
  expect(await chat.codes(amara, REMOVE, { input: { channelId, userId: jonas.id, key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
  await chat.must(amara, REMOVE, { input: { channelId, userId: jonas.id, ban: true, key: aKey() } });
  expect(await chat.codes(jonas, MEMBERS, { id: channelId })).toEqual(['NOT_FOUND']);
});

test('a moderator removes members and not owners', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas, elise]);
  await chat.must(amara, ROLE, { input: { channelId, userId: jonas.id, role: 'MODERATOR', key: aKey() } });
  expect(await chat.codes(jonas, REMOVE, { input: { channelId, userId: amara.id, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  await chat.must(jonas, REMOVE, { input: { channelId, userId: elise.id, key: aKey() } });
  expect(await rolesIn(amara, channelId)).toEqual({ [amara.id]: 'OWNER', [jonas.id]: 'MODERATOR' });
});

test('a conversation of two people is not left, invited to or renamed', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aDirect(amara, jonas);
  expect(await chat.codes(amara, LEAVE, { input: { channelId, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await chat.codes(amara, INVITE, { input: { channelId, userIds: [elise.id], key: aKey() } })).toEqual(
    ['FORBIDDEN'],
  );
  const UPDATE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { id } }`;
  const input = { channelId, name: 'x', expectedVersion: 1, key: aKey() };
  expect(await chat.codes(amara, UPDATE, { input })).toEqual(['FORBIDDEN']);
});

test('members are listed by name, searched and filtered by role', async () => {
  const amara = await chat.aPerson({ displayName: 'Amara Okafor' });
  const others = [];
  for (const displayName of ['Jonas 100% Lindqvist', 'Élise Tremblay', 'baraka']) {
    others.push(await chat.aPerson({ displayName }));
  }
  const channelId = await chat.aChannel(amara, others);
  const ids = async (more: Record<string, unknown>) => {
    const { members } = await chat.must(amara, MEMBERS, { id: channelId, ...more });
    return members.nodes.map(({ user }: { user: { id: string } }) => user.id);
  };
  expect(await ids({ text: '100%' })).toEqual([others[0]?.id]);
  expect(await ids({ role: 'OWNER' })).toEqual([amara.id]);
  const { members } = await chat.must(amara, MEMBERS, { id: channelId, first: 2 });
  expect(members.nodes.map(({ user }: { user: { id: string } }) => user.id)).toEqual([
    amara.id,
    others[2]?.id,
  ]);
  expect(await ids({ first: 2, after: members.pageInfo.endCursor })).toHaveLength(2);
});
