import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const CREATE = `mutation ($input: CreateChannelInput!) {
  createChannel(input: $input) { id kind name topic memberCount postingRole viewerCan viewerEntry { id unreadCount } region { code } createdBy { id } }
}`;
const CHANNEL = `query ($id: ID!) { channel(id: $id) { id name topic version archivedAt icon description postingRole } }`;
const UPDATE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { name topic version icon } }`;
const OPEN = `mutation ($input: OpenDirectChannelInput!) { openDirectChannel(input: $input) { id kind name memberCount } }`;

test('a group is created with its members and owned by its maker', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const input = { kind: 'GROUP', name: ' exam boards ', topic: 'Spring', memberIds: [jonas.id], key: aKey() };
  const channel = await chat.must(amara, CREATE, { input });
  expect(channel).toMatchObject({
    kind: 'GROUP',
    name: 'exam boards',
    topic: 'Spring',
    memberCount: 2,
    postingRole: 'GUEST',
    viewerCan: ['READ', 'JOIN', 'POST', 'INVITE', 'MODERATE', 'MANAGE', 'EXPLAIN'],
    viewerEntry: { unreadCount: 0 },
    region: { code: 'eu' },
    createdBy: { id: amara.id },
  });
  expect(await chat.must(jonas, CHANNEL, { id: channel.id })).toMatchObject({
    name: 'exam boards',
    version: 1,
  });
});

test('the same key gives the same channel, and a conflict with another body', async () => {
  const amara = await chat.aPerson();
  const input = { kind: 'GROUP', name: 'once', key: aKey() };
  const [first, second] = [
    await chat.must(amara, CREATE, { input }),
    await chat.must(amara, CREATE, { input }),
  ];
  expect(second.id).toBe(first.id);
  expect(await chat.codes(amara, CREATE, { input: { ...input, name: 'twice' } })).toEqual(['CONFLICT']);
});

test('two people have one channel, whoever opens it and however often at once', async () => {
  const [amara, jonas] = [
    await chat.aPerson({ displayName: 'Amara' }),
    await chat.aPerson({ displayName: 'Jonas' }),
  ];
  const opened = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0
        ? chat.must(amara, OPEN, { input: { userId: jonas.id, key: aKey() } })
        : chat.must(jonas, OPEN, { input: { userId: amara.id, key: aKey() } }),
    ),
  );
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  expect(opened[0]).toMatchObject({ kind: 'DIRECT', name: 'Amara, Jonas', memberCount: 2 });
});

test('a renamed person renames their conversations', async () => {
  const [amara, jonas] = [
    await chat.aPerson({ displayName: 'Amara' }),
    await chat.aPerson({ displayName: 'Jonas' }),
  ];
  const id = await chat.aDirect(amara, jonas);
  await chat.tell(jonas, { displayName: 'Jonas Lindqvist' });
  expect(await chat.must(amara, CHANNEL, { id })).toMatchObject({ name: 'Amara, Jonas Lindqvist' });
});

test('nobody opens a conversation with a stranger, a guest or themselves', async () => {
  const amara = await chat.aPerson();
  const stranger = await chat.aPerson({ organizationId: 'organization_00000000000000000000000002' });
  const guest = await chat.aGuest([], amara);
  const open = (userId: string) => chat.codes(amara, OPEN, { input: { userId, key: aKey() } });
  expect(await open(stranger.id)).toEqual(['NOT_FOUND']);
  expect(await open(guest.id)).toEqual(['FORBIDDEN']);
  expect(await open(amara.id)).toEqual(['INVALID']);
});

test('a change needs the version that was read', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const change = { channelId: id, name: 'boards 2027', topic: 'Vivas', icon: '🎓', expectedVersion: 1 };
  const changed = await chat.must(amara, UPDATE, { input: { ...change, key: aKey() } });
  expect(changed).toEqual({ name: 'boards 2027', topic: 'Vivas', version: 2, icon: '🎓' });
  expect(await chat.codes(amara, UPDATE, { input: { ...change, name: 'late', key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
  expect(await chat.must(amara, CHANNEL, { id })).toMatchObject({ name: 'boards 2027', version: 2 });
  const NOTICES = `query ($id: ID!) { channel(id: $id) { messages { nodes { seq kind notice { kind value actor { id } } } } } }`;
  expect((await chat.must(amara, NOTICES, { id })).messages.nodes).toEqual([
    { seq: 1, kind: 'SYSTEM', notice: { kind: 'RENAMED', value: 'boards 2027', actor: { id: amara.id } } },
    { seq: 2, kind: 'SYSTEM', notice: { kind: 'TOPIC_CHANGED', value: 'Vivas', actor: { id: amara.id } } },
  ]);
});

test.each([
  [{ name: '   ' }, 'name'],
  [{ name: 'x'.repeat(81) }, 'name'],
  [{ name: 'two\nlines' }, 'name'],
  [{ topic: 'x'.repeat(251) }, 'topic'],
  [{ description: 'x'.repeat(4_001) }, 'description'],
  [{ icon: 'ab' }, 'icon'],
  [{ postingRole: 'READER' }, 'postingRole'],
])('a channel refuses %j', async (change, field) => {
  const amara = await chat.aPerson();
  const input = { channelId: await chat.aChannel(amara), expectedVersion: 1, key: aKey(), ...change };
  const { errors } = await chat.as(amara).run(UPDATE, { input });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', field],
  ]);
});

test('an archived channel is read and not written, until it is restored', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  const ARCHIVE = `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { archivedAt viewerCan } }`;
  const RESTORE = `mutation ($input: RestoreChannelInput!) { restoreChannel(input: $input) { archivedAt } }`;
  const archived = await chat.must(amara, ARCHIVE, { input: { channelId: id, key: aKey() } });
  expect(archived).toEqual({
    archivedAt: expect.any(String),
    viewerCan: ['READ', 'JOIN', 'MODERATE', 'MANAGE', 'EXPLAIN'],
  });
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  expect(await chat.codes(jonas, SEND, { input: { channelId: id, text: 'x', key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await chat.history(jonas, id)).toEqual([]);
  expect(await chat.codes(jonas, RESTORE, { input: { channelId: id, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await chat.must(amara, RESTORE, { input: { channelId: id, key: aKey() } })).toEqual({
    archivedAt: null,
  });
  await chat.aMessage(jonas, id, 'back');
  expect(await chat.history(jonas, id)).toEqual([[3, 'back']]);
});

test('only some may post where the channel says so', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const id = await chat.aChannel(amara, [jonas]);
  await chat.must(amara, UPDATE, {
    input: { channelId: id, postingRole: 'MODERATOR', expectedVersion: 1, key: aKey() },
  });
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  expect(await chat.codes(jonas, SEND, { input: { channelId: id, text: 'x', key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  await chat.aMessage(amara, id, 'announcement');
  expect(await chat.history(jonas, id)).toEqual([[1, 'announcement']]);
});

test('channels are listed by name, page by page both ways', async () => {
  const organizationId = 'organization_00000000000000000000000009';
  const amara = await chat.aPerson({ organizationId });
  for (const name of ['delta', 'Alpha', 'charlie', 'bravo']) {
    await chat.aChannel(amara, [], { kind: 'PUBLIC', name });
  }
  await chat.aChannel(await chat.aPerson({ organizationId }), [], { name: 'hidden' });
  const LIST = `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ChannelFilterInput) {
    channels(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const names = (page: { nodes: { name: string }[] }) => page.nodes.map(({ name }) => name);
  const first = await chat.must(amara, LIST, { first: 3 });
  expect(names(first)).toEqual(['Alpha', 'bravo', 'charlie']);
  const rest = await chat.must(amara, LIST, { first: 3, after: first.pageInfo.endCursor });
  expect(names(rest)).toEqual(['delta']);
  expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(names(await chat.must(amara, LIST, { last: 2, before: rest.pageInfo.startCursor }))).toEqual([
    'bravo',
    'charlie',
  ]);
  expect(names(await chat.must(amara, LIST, { filter: { text: 'ALPH' } }))).toEqual(['Alpha']);
  expect(names(await chat.must(amara, LIST, { filter: { joined: false } }))).toEqual([]);
  expect(await chat.codes(amara, LIST, { first: 101 })).toEqual(['INVALID']);
});
