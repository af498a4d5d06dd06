import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const CREATE = `mutation ($input: CreateChannelInput!) { createChannel(input: $input) { id kind customerVisible } }`;
const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { memberCount } }`;
const UPDATE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { slowModeSeconds version } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
const ROLE = `mutation ($input: SetMemberRoleInput!) { setMemberRole(input: $input) { role } }`;
const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
const LIFT = `mutation ($input: LiftBanInput!) { liftBan(input: $input) { id } }`;
const BANS = `query ($id: ID!) { channel(id: $id) { viewerBans { nodes { user { id } bannedAt } } } }`;

const slowly = async (owner: Viewer, channelId: string, seconds: number): Promise<void> => {
  const input = { channelId, slowModeSeconds: seconds, expectedVersion: 1, key: aKey() };
  expect(await chat.must(owner, UPDATE, { input })).toEqual({ slowModeSeconds: seconds, version: 2 });
};

const say = (viewer: Viewer, channelId: string) =>
  chat.as(viewer).run(SEND, { input: { channelId, text: 'Hello', key: aKey() } });

test.each([
  ['COURSE', 'TEACH'],
  ['SUPPORT', 'ANSWER_CUSTOMERS'],
  ['PROJECT', 'CREATE_CHANNELS'],
  ['PUBLIC', 'CREATE_CHANNELS'],
])('a %s channel is made by whoever may %s and by nobody else', async (kind, permission) => {
  const able = await chat.aPerson({ permissions: [permission] });
  const all = ['TEACH', 'ANSWER_CUSTOMERS', 'CREATE_CHANNELS'];
  const unable = await chat.aPerson({ permissions: all.filter((each) => each !== permission) });
  const input = { kind, name: 'a room', key: aKey() };
  expect(await chat.must(able, CREATE, { input })).toMatchObject({
    kind,
    customerVisible: kind === 'SUPPORT',
  });
  expect(await chat.codes(unable, CREATE, { input: { ...input, key: aKey() } })).toEqual(['FORBIDDEN']);
});

test('customers are let into support channels and into no other', async () => {
  const agent = await chat.aPerson({ permissions: ['ANSWER_CUSTOMERS', 'CREATE_CHANNELS'] });
  const customer = await chat.aPerson({ kind: 'CUSTOMER', permissions: [] });
  for (const kind of ['GROUP', 'PROJECT', 'PUBLIC']) {
    const input = { kind, name: 'inside', memberIds: [customer.id], key: aKey() };
    expect(await chat.codes(agent, CREATE, { input })).toEqual(['INVALID']);
    const channelId = await chat.aChannel(agent, [], { kind });
    const invitation = { channelId, userIds: [customer.id], key: aKey() };
    expect(await chat.codes(agent, INVITE, { input: invitation })).toEqual(['INVALID']);
  }
  const channelId = await chat.aChannel(agent, [customer], { kind: 'SUPPORT' });
  await chat.aMessage(customer, channelId, 'It does not start');
  expect(await chat.history(agent, channelId)).toEqual([[1, 'It does not start']]);
  const OPEN = `mutation ($input: OpenDirectChannelInput!) { openDirectChannel(input: $input) { id } }`;
  expect(await chat.codes(agent, OPEN, { input: { userId: customer.id, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
});

test('customers keep no order and own nothing', async () => {
  const agent = await chat.aPerson({ permissions: ['ANSWER_CUSTOMERS'] });
  const customer = await chat.aPerson({ kind: 'CUSTOMER', permissions: [] });
  const channelId = await chat.aChannel(agent, [customer], { kind: 'SUPPORT' });
  for (const role of ['OWNER', 'MODERATOR']) {
    const input = { channelId, userId: customer.id, role, key: aKey() };
    expect(await chat.codes(agent, ROLE, { input })).toEqual(['FORBIDDEN']);
  }
  const other = await chat.aPerson({ kind: 'CUSTOMER', permissions: [] });
  const input = { channelId, userIds: [other.id], role: 'MODERATOR', key: aKey() };
  expect(await chat.codes(agent, INVITE, { input })).toEqual(['FORBIDDEN']);
});

test('in slow mode somebody waits between two messages, says how long, and keeps nobody else waiting', async () => {
  const [amara, jonas, elise] = [await chat.aPerson(), await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas, elise]);
  await slowly(amara, channelId, 600);
  expect((await say(jonas, channelId)).errors).toBeUndefined();
  const { errors } = await say(jonas, channelId);
  expect(errors?.[0]?.extensions['code']).toBe('RATE_LIMITED');
  const wait = errors?.[0]?.extensions['retryAfterSeconds'];
  expect(wait).toBeGreaterThan(590);
  expect(wait).toBeLessThanOrEqual(600);
  expect((await say(elise, channelId)).errors).toBeUndefined();
  for (let n = 0; n < 2; n += 1) expect((await say(amara, channelId)).errors).toBeUndefined();
  expect((await chat.history(jonas, channelId)).length).toBe(4);
});

test('of two messages at once in slow mode one is sent', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  await slowly(amara, channelId, 600);
  const answers = await Promise.all(Array.from({ length: 5 }, () => say(jonas, channelId)));
  expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  expect(await chat.history(amara, channelId)).toHaveLength(1);
});

test('slow mode lets a repetition of what was sent through', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  await slowly(amara, channelId, 600);
  const input = { channelId, text: 'Hello', key: aKey() };
  const first = await chat.must(jonas, SEND, { input });
  expect(await chat.must(jonas, SEND, { input })).toEqual(first);
});

test('how slow it may be has an end', async () => {
  const amara = await chat.aPerson();
  const channelId = await chat.aChannel(amara);
  for (const slowModeSeconds of [-1, 21_601]) {
    const input = { channelId, slowModeSeconds, expectedVersion: 1, key: aKey() };
    expect(await chat.codes(amara, UPDATE, { input })).toEqual(['INVALID']);
  }
});

test('who keeps order sees who is shut out and lets them find the channel again', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas], { kind: 'PUBLIC', name: 'in order' });
  await chat.must(amara, REMOVE, { input: { channelId, userId: jonas.id, ban: true, key: aKey() } });
  const bans = (await chat.must(amara, BANS, { id: channelId })) as { viewerBans: { nodes: unknown[] } };
  expect(bans.viewerBans.nodes).toEqual([{ user: { id: jonas.id }, bannedAt: expect.any(String) }]);
  const other = await chat.aPerson();
  expect(await chat.must(other, BANS, { id: channelId })).toEqual({ viewerBans: null });
  await chat.must(amara, LIFT, { input: { channelId, userId: jonas.id, key: aKey() } });
  expect(await chat.must(jonas, BANS, { id: channelId })).toEqual({ viewerBans: null });
  expect(await chat.must(amara, BANS, { id: channelId })).toEqual({ viewerBans: { nodes: [] } });
  const again = { channelId, userId: jonas.id, key: aKey() };
  expect(await chat.codes(amara, LIFT, { input: again })).toEqual(['NOT_FOUND']);
});

test('a channel says who holds its keys and what works by that; no other mode is offered yet', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const ASK = `query ($id: ID!) { channel(id: $id) { encryption capabilities { capability available because } } }`;
  const { encryption, capabilities } = (await chat.must(amara, ASK, { id })) as {
    encryption: string;
    capabilities: { capability: string; available: boolean; because: string | null }[];
  };
  expect(encryption).toBe('SERVER');
  expect(capabilities).toContainEqual({ capability: 'MODERATION', available: true, because: null });
  const input = { kind: 'GROUP', name: 'sealed', encryption: 'END_TO_END', key: aKey() };
  expect(await chat.codes(amara, CREATE, { input })).toEqual(['INVALID']);
});

test('a condition about courses lets nobody in as long as nobody tells of courses', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const access = [{ attribute: 'COURSE', values: ['course_1'] }];
  const id = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'course', access });
  expect(await chat.codes(jonas, BANS, { id })).toEqual(['NOT_FOUND']);
});
