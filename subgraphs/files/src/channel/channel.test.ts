import { type Viewer, newId, transaction } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles, take } from '../../test/files.js';
import { channelFolderId } from '../node/root.service.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const FILE = `query ($id: ID!) { file(id: $id) { viewerCan audienceText folder { id } } }`;

const aChannel = async (members: readonly Viewer[], more: object = {}): Promise<string> => {
  const channelId = newId('channel');
  const { organizationId } = files;
  await files.sayInChat(`told:${channelId}`, 'channelTold', {
    ...{
      channelId,
      organizationId,
      kind: 'GROUP',
      name: 'boards',
      region: 'eu',
      access: [],
      memberIds: null,
    },
    ...more,
  });
  for (const { id } of members) {
    await files.sayInChat(`channel:${channelId}`, 'memberAdded', {
      membershipId: 'membership_1',
      personId: id,
    });
  }
  return channelId;
};

/** A file that is about to be sent to a channel. */
const anUnsentFile = async (who: Viewer, channelId: string): Promise<string> => {
  const channel = { id: channelId, organizationId: files.organizationId };
  const folderId = await transaction(files.context(who), (ctx) => channelFolderId(ctx, channel));
  return files.aFile(who, { folderId, name: 'photo.png' });
};

/** Sends a file to a channel, with a message. */
const aSentFile = async (who: Viewer, channelId: string): Promise<string> => {
  const fileId = await anUnsentFile(who, channelId);
  await files.sayInChat(`told:${fileId}`, 'fileShown', {
    ...{ fileId, isAwaited: false },
    channels: [{ channelId, personIds: [who.id] }],
  });
  return fileId;
};

const can = async (who: Viewer, id: string): Promise<unknown> => {
  const { data, errors } = await files.as(who).run(FILE, { id });
  return errors?.[0]?.extensions['code'] ?? data.file.viewerCan;
};

test('what was sent to a channel is for whoever is in it, and the sender’s alone to change', async () => {
  const [amara, jonas, other] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const channelId = await aChannel([amara, jonas]);
  const [first, second] = [await aSentFile(amara, channelId), await aSentFile(amara, channelId)];
  expect(first).not.toBe(second);
  expect(await can(jonas, first)).toEqual(['READ', 'COMMENT', 'DOWNLOAD']);
  expect(await can(other, first)).toBe('NOT_FOUND');
  expect(await can(amara, first)).toContain('MANAGE');
  expect(await files.must(jonas, FILE, { id: first })).toMatchObject({
    audienceText: expect.stringContaining('boards') as string,
    folder: null,
  });
  await files.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: jonas.id });
  expect(await can(jonas, first)).toBe('NOT_FOUND');
});

test('who leaves a channel hears nothing more of what was sent to it', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const channelId = await aChannel([amara, jonas]);
  const fileId = await aSentFile(amara, channelId);
  const stream = files
    .as(jonas)
    .follow(`subscription ($id: ID!) { fileEvents(nodeId: $id) { __typename } }`, { id: fileId });
  await take(stream, 1);
  await files.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: jonas.id });
  expect(await stream.next()).toEqual({ value: undefined, done: true });
});

test('who leaves a team hears nothing more of what was shared with it', async () => {
  const teamId = newId('team');
  const [amara, jonas] = (await files.people([{}, { teamIds: [teamId] }])) as [Viewer, Viewer];
  const fileId = await files.aFile(amara);
  await files.give(fileId, 'TEAM', teamId, ['VIEW']);
  const stream = files
    .as(jonas)
    .follow(`subscription ($id: ID!) { fileEvents(nodeId: $id) { __typename } }`, { id: fileId });
  await take(stream, 1);
  await files.say('userChanged', {
    ...{ userId: jonas.id, organizationId: files.organizationId, kind: 'STAFF', state: 'ACTIVE' },
    ...{ displayName: 'Jonas', departmentIds: [], teamIds: [], roleIds: [] },
  });
  // The gateway's proof still names the team for a moment; its stream says that somebody's right may have changed.
  expect((await stream.next()).value.data.fileEvents.__typename).toBe('ShareChanged');
  await stream.return();
});

test('what was sent to an open channel is for all whom its conditions fit', async () => {
  const [amara, kenyan, other, customer] = (await files.people([{}, {}, {}, { kind: 'CUSTOMER' }])) as [
    Viewer,
    Viewer,
    Viewer,
    Viewer,
  ];
  const open = await aSentFile(amara, await aChannel([amara], { kind: 'PUBLIC' }));
  const access = [{ attribute: 'COUNTRY', values: ['KE', 'UG'] }];
  const some = await aSentFile(amara, await aChannel([amara], { kind: 'PUBLIC', access }));
  const there = { ...kenyan, country: 'KE' };
  expect([await can(other, open), await can(customer, open)]).toEqual([
    ['READ', 'COMMENT', 'DOWNLOAD'],
    'NOT_FOUND',
  ]);
  expect([await can(there, some), await can(other, some)]).toEqual([
    ['READ', 'COMMENT', 'DOWNLOAD'],
    'NOT_FOUND',
  ]);
});

test('a guest sees what was sent to a channel while their pass opens it and its issuer is in it', async () => {
  const [amara, guest] = (await files.people([{}, { kind: 'GUEST' }])) as [Viewer, Viewer];
  const channelId = await aChannel([amara, guest]);
  const fileId = await aSentFile(amara, channelId);
  // That they are in it shows them to others, and grants nothing.
  const grants = [{ targetId: channelId, actions: ['READ'], grantedById: amara.id }];
  expect(await can(guest, fileId)).toBe('NOT_FOUND');
  expect(await can({ ...guest, grants }, fileId)).toEqual(['READ', 'COMMENT', 'DOWNLOAD']);
  await files.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: guest.id });
  expect(await can({ ...guest, grants }, fileId)).toEqual(['READ', 'COMMENT', 'DOWNLOAD']);
  await files.sayInChat(`channel:${channelId}`, 'memberRemoved', { personId: amara.id });
  expect(await can({ ...guest, grants }, fileId)).toBe('NOT_FOUND');
});

test('everybody in a channel is told at once of what was there before', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const channelId = await aChannel([jonas], { memberIds: [] });
  await files.sayInChat(`told:${channelId}`, 'channelTold', {
    ...{ channelId, organizationId: files.organizationId, kind: 'GROUP', name: 'boards', region: null },
    ...{ access: [], memberIds: [amara.id] },
  });
  const rows: unknown[] = await files.test.runtime.database.query(
    'select person_id from channel_member where channel_id = $1',
    [channelId],
  );
  expect(rows).toEqual([{ person_id: amara.id }]);
});

const SENT = `query ($id: ID!, $filter: FileFilterInput, $first: Int, $after: Cursor) {
  channels: _entities(representations: [{ __typename: "Channel", id: $id }]) { ... on Channel {
    files(filter: $filter, first: $first, after: $after) { nodes { id name } pageInfo { endCursor hasNextPage } } } } }`;

const sent = async (who: Viewer, id: string, more: object = {}) =>
  (await files.must(who, SENT, { id, ...more }))[0]?.files ?? null;

test('who reads a channel is given the files that were sent to it, whoever keeps them, newest first', async () => {
  const [amara, jonas, other, guest] = (await files.people([{}, {}, {}, { kind: 'GUEST' }])) as [
    Viewer,
    Viewer,
    Viewer,
    Viewer,
  ];
  const channelId = await aChannel([amara, jonas]);
  const [first, second] = [await aSentFile(amara, channelId), await aSentFile(jonas, channelId)];
  await aSentFile(amara, await aChannel([amara, jonas]));
  const old = newId('file');
  const told = {
    ...{ fileId: old, organizationId: files.organizationId, ownerId: amara.id, name: 'old.pdf', size: 1 },
    ...{ mediaType: 'application/pdf', kind: 'DOCUMENT', createdAt: '2026-01-01T00:00:00Z' },
  };
  await files.sayInChat(`file:${old}`, 'fileTold', { ...told, channelIds: [channelId], shared: false });
  const ids = async (who: Viewer, more: object = {}): Promise<string[]> =>
    (await sent(who, channelId, more)).nodes.map(({ id }: { id: string }) => id);
  expect(await ids(jonas)).toEqual([second, first, old]);
  const { pageInfo } = await sent(jonas, channelId, { first: 2 });
  expect(await ids(jonas, { first: 2, after: pageInfo.endCursor })).toEqual([old]);
  expect(await ids(jonas, { filter: { text: '.PDF' } })).toEqual([old]);
  await files.throwAway(amara, first);
  expect(await ids(jonas)).toEqual([second, old]);
  expect(await sent(other, channelId)).toBeNull();
  // A file of theirs that stands in the channel too does not open the channel.
  await files.give(second, 'USER', other.id, ['VIEW']);
  expect(await sent(other, channelId)).toBeNull();
  const grants = [{ targetId: channelId, actions: ['READ'], grantedById: amara.id }];
  expect(await ids({ ...guest, grants })).toEqual([second, old]);
  expect(await sent(guest, channelId)).toBeNull();
});
