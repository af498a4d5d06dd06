import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const MEMBERS = `query ($id: ID!) { channel(id: $id) { members { nodes { role user { id } } } } }`;

const rolesIn = async (viewer: Viewer, id: string): Promise<Record<string, string>> => {
  const { members } = await chat.must(viewer, MEMBERS, { id });
  return Object.fromEntries(
    members.nodes.map(({ user, role }: { user: { id: string }; role: string }) => [user.id, role]),
  );
};

const aDepartmentChannel = async () => {
  const viviane = await chat.aPerson();
  const departmentId = await chat.aDepartment('Registry');
  const clerk = await chat.aPerson({ departmentIds: [departmentId] });
  const id = await chat.aChannel(viviane, [], { kind: 'DEPARTMENT', name: null, departmentId });
  return { viviane, clerk, departmentId, id };
};

test('a department channel begins with the department and bears its name', async () => {
  const { viviane, clerk, id } = await aDepartmentChannel();
  expect(await rolesIn(viviane, id)).toEqual({ [viviane.id]: 'OWNER', [clerk.id]: 'MEMBER' });
  expect(await chat.must(clerk, `query ($id: ID!) { channel(id: $id) { name } }`, { id })).toEqual({
    name: 'Registry',
  });
});

test('a department has one channel', async () => {
  const { viviane, departmentId } = await aDepartmentChannel();
  const CREATE = `mutation ($input: CreateChannelInput!) { createChannel(input: $input) { id } }`;
  const input = { kind: 'DEPARTMENT', departmentId, key: aKey() };
  expect(await chat.codes(viviane, CREATE, { input })).toEqual(['CONFLICT']);
});

test('who comes to the department comes to its channel, and who goes, goes', async () => {
  const { viviane, clerk, departmentId, id } = await aDepartmentChannel();
  const newcomer = await chat.aPerson({ departmentIds: [departmentId] });
  const guest = await chat.aPerson({ kind: 'GUEST', departmentIds: [departmentId] });
  await chat.tell(clerk, { departmentIds: [] });
  expect(await rolesIn(viviane, id)).toEqual({ [viviane.id]: 'OWNER', [newcomer.id]: 'MEMBER' });
  expect(await rolesIn(viviane, id)).not.toHaveProperty(guest.id);
  await chat.tell(clerk, { departmentIds: [departmentId] });
  expect(await rolesIn(clerk, id)).toMatchObject({ [clerk.id]: 'MEMBER' });
});

test('leaving the department ends the live stream', async () => {
  const { viviane, clerk, id } = await aDepartmentChannel();
  const stream = chat
    .as(clerk)
    .follow(`subscription ($id: ID!) { channelEvents(channelId: $id) { __typename } }`, { id });
  await take(stream, 1);
  await chat.tell(clerk, { departmentIds: [] });
  await chat.aMessage(viviane, id, 'among us');
  expect(await take(stream, 3)).toEqual([]);
});

test('the head of the department owns its channel, the former one no longer', async () => {
  const { viviane, clerk, departmentId, id } = await aDepartmentChannel();
  const other = await chat.aPerson({ departmentIds: [departmentId] });
  await chat.aDepartment('Registry', clerk.id, departmentId);
  expect(await rolesIn(viviane, id)).toMatchObject({ [clerk.id]: 'OWNER' });
  await chat.aDepartment('Registry', other.id, departmentId);
  expect(await rolesIn(viviane, id)).toMatchObject({ [clerk.id]: 'MEMBER', [other.id]: 'OWNER' });
});

test('nobody leaves a department channel they belong to, and a ban outlasts the department', async () => {
  const { viviane, clerk, departmentId, id } = await aDepartmentChannel();
  const LEAVE = `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`;
  expect(await chat.codes(clerk, LEAVE, { input: { channelId: id, key: aKey() } })).toEqual(['FORBIDDEN']);
  const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  const input = { channelId: id, userId: clerk.id, key: aKey() };
  expect(await chat.codes(viviane, REMOVE, { input })).toEqual(['FORBIDDEN']);
  await chat.must(viviane, REMOVE, { input: { ...input, ban: true, key: aKey() } });
  await chat.tell(clerk, { departmentIds: [departmentId] });
  expect(await rolesIn(viviane, id)).toEqual({ [viviane.id]: 'OWNER' });
});

test('a department shows its channel to those who may read it', async () => {
  const { clerk, departmentId, id } = await aDepartmentChannel();
  const OF = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Department { channel { id } } } }`;
  const refs = { refs: [{ __typename: 'Department', id: departmentId }] };
  expect(await chat.must(clerk, OF, refs)).toEqual([{ channel: { id } }]);
  expect(await chat.must(await chat.aPerson(), OF, refs)).toEqual([{ channel: null }]);
});

test('a guest whose account ended is no longer a member', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const guest = await chat.aGuest([{ targetId: id, actions: ['READ'] }], amara);
  await chat.must(guest, `{ viewer { sidebar { entries { id } } } }`);
  expect(await rolesIn(amara, id)).toMatchObject({ [guest.id]: 'GUEST' });
  await chat.tell(guest, { kind: 'GUEST', state: 'DISABLED' });
  expect(await rolesIn(amara, id)).toEqual({ [amara.id]: 'OWNER' });
});
