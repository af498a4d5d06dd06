import { newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles, take } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const SHARE = `mutation ($input: ShareInput!) { share(input: $input) {
  id rights expiresAt message version item { ... on File { id } ... on Folder { id } } sharedBy { id }
  grantee { __typename ... on User { id } ... on Team { id } ... on Organization { id } } } }`;
const UPDATE = `mutation ($input: UpdateShareInput!) { updateShare(input: $input) { id rights expiresAt version } }`;
const REVOKE = `mutation ($input: RevokeShareInput!) { revokeShare(input: $input) { id } }`;
const TOLD = `query ($id: ID!) { file(id: $id) { audience { isEverybody moreCount links { count }
  parties { kind name people isViewer } } } }`;
const SHARES = `query ($id: ID!) { file(id: $id) { audienceText sharing
  shares { nodes { id item { ... on File { id } ... on Folder { id } } } } } }`;
const MINE = `{ viewer { sharedWithMe(first: 2) { nodes { id item { ... on File { id } ... on Folder { id } } }
  pageInfo { hasNextPage endCursor } } } }`;
const CAN = `query ($id: ID!) { file(id: $id) { viewerCan } }`;

const giving = (nodeId: string, granteeId: string, rights: readonly string[], more: object = {}) => ({
  input: { nodeId, granteeId, rights, key: aKey(), ...more },
});

test('a share gives what it says, below a folder too, and what is given is told to whom it was given', async () => {
  const [anna, bo] = await files.people([{ displayName: 'Anna' }, { displayName: 'Bo' }]);
  if (!anna || !bo) throw new Error('Two people were asked for');
  const folderId = await files.aFolder(anna);
  const fileId = await files.aFile(anna, { folderId });
  const given = giving(folderId, bo.id, ['COMMENT'], { message: ' Please read ' });
  const share = await files.must(anna, SHARE, given);
  expect(share).toMatchObject({
    rights: ['VIEW', 'COMMENT'],
    message: 'Please read',
    version: 1,
    expiresAt: null,
    item: { id: folderId },
    sharedBy: { id: anna.id },
    grantee: { __typename: 'User', id: bo.id },
  });
  expect(await files.must(anna, SHARE, given)).toMatchObject({ id: share.id });
  expect(await files.must(bo, CAN, { id: fileId })).toEqual({ viewerCan: ['READ', 'COMMENT'] });
  expect(await files.must(bo, SHARES, { id: fileId })).toEqual({
    audienceText: 'Anna and Bo can open it.',
    sharing: 'RESTRICTED',
    shares: { nodes: [{ id: share.id, item: { id: folderId } }] },
  });
  const { nodes } = (await files.must(bo, MINE)).sharedWithMe;
  expect(nodes).toEqual([{ id: share.id, item: { id: folderId } }]);
  expect((await files.must(anna, MINE)).sharedWithMe.nodes).toEqual([]);
});

test('groups are counted in the sentence, and belong to the organisation', async () => {
  const [teamId, organizationId] = [newId('team'), newId('organization')];
  await files.say('teamChanged', { teamId, organizationId, name: 'thesis-committee' });
  const [anna, bo, foreigner] = await files.people([
    { organizationId, displayName: 'Anna' },
    { organizationId, teamIds: [teamId] },
    {},
    { organizationId, teamIds: [teamId] },
    { organizationId, teamIds: [teamId], state: 'DEACTIVATED' },
  ]);
  if (!anna || !bo || !foreigner) throw new Error('They were asked for');
  const fileId = await files.aFile(anna);
  await files.must(anna, SHARE, giving(fileId, teamId, ['VIEW', 'EDIT', 'DOWNLOAD']));
  expect(await files.must(bo, SHARES, { id: fileId })).toMatchObject({
    audienceText: 'Anna and 2 members of thesis-committee can open it.',
    sharing: 'PRIVATE',
  });
  const told = {
    ...{ isEverybody: false, moreCount: 0, links: null },
    parties: [
      { kind: 'PERSON', name: 'Anna', people: null, isViewer: false },
      { kind: 'TEAM', name: 'thesis-committee', people: 2, isViewer: false },
    ],
  };
  expect((await files.must(bo, TOLD, { id: fileId })).audience).toEqual(told);
  expect((await files.must(anna, TOLD, { id: fileId })).audience.parties[0].isViewer).toBe(true);
  await files.must(anna, SHARE, giving(fileId, organizationId, ['VIEW']));
  expect((await files.must(bo, TOLD, { id: fileId })).audience).toEqual({ ...told, isEverybody: true });
  expect(await files.must(bo, SHARES, { id: fileId })).toMatchObject({
    audienceText: 'Everybody of the organisation can open it.',
    sharing: 'PUBLIC',
  });
  for (const id of [foreigner.id, foreigner.organizationId, newId('team'), newId('channel'), newId('file')]) {
    expect(await files.codes(anna, SHARE, giving(fileId, id, ['VIEW']))).toEqual(['NOT_FOUND']);
  }
  expect(await files.codes(anna, SHARE, giving(fileId, anna.id, ['VIEW']))).toEqual(['CONFLICT']);
});

test('nobody gives more than they have, nor for longer', async () => {
  const [anna, bo, cleo] = await files.people([{}, {}, {}]);
  if (!anna || !bo || !cleo) throw new Error('Three people were asked for');
  const fileId = await files.aFile(anna);
  const friday = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await files.must(anna, SHARE, giving(fileId, bo.id, ['VIEW', 'SHARE'], { expiresAt: friday }));
  const refused = async (rights: string[], more: object = {}) =>
    files.codes(bo, SHARE, giving(fileId, cleo.id, rights, more));
  expect(await refused(['VIEW', 'DOWNLOAD'])).toEqual(['FORBIDDEN']);
  expect(await refused(['EDIT'])).toEqual(['FORBIDDEN']);
  const later = new Date(Date.parse(friday) + 1).toISOString();
  expect(await refused(['VIEW'], { expiresAt: later })).toEqual(['INVALID']);
  expect(await refused(['VIEW'], { expiresAt: new Date(0).toISOString() })).toEqual(['INVALID']);
  expect(await refused([])).toEqual(['INVALID']);
  expect(await refused(['UPLOAD'])).toEqual(['INVALID']);
  expect(await files.codes(cleo, CAN, { id: fileId })).toEqual(['NOT_FOUND']);
  const passed = await files.must(bo, SHARE, giving(fileId, cleo.id, ['VIEW']));
  expect(passed.expiresAt).toBe(friday);
  expect(await files.codes(bo, SHARE, giving(fileId, cleo.id, ['VIEW']))).toEqual(['CONFLICT']);
  expect(await files.must(cleo, SHARES, { id: fileId })).toMatchObject({ sharing: 'TEMPORARY' });
});

test('a share is changed and ended by those who could give all of it, and given back by who has it', async () => {
  const [anna, bo, cleo] = await files.people([{}, {}, {}]);
  if (!anna || !bo || !cleo) throw new Error('Three people were asked for');
  const fileId = await files.aFile(anna);
  await files.must(anna, SHARE, giving(fileId, bo.id, ['VIEW', 'SHARE']));
  const { id } = await files.must(anna, SHARE, giving(fileId, cleo.id, ['EDIT']));
  const change = (expectedVersion: number, more: object) => ({
    input: { shareId: id, expectedVersion, key: aKey(), ...more },
  });
  const revoke = { input: { shareId: id, key: aKey() } };
  expect(await files.codes(bo, UPDATE, change(1, { rights: ['VIEW'] }))).toEqual(['FORBIDDEN']);
  expect(await files.codes(bo, REVOKE, revoke)).toEqual(['FORBIDDEN']);
  expect(await files.must(anna, UPDATE, change(1, { rights: ['VIEW'] }))).toMatchObject({
    rights: ['VIEW'],
    version: 2,
  });
  expect(await files.codes(anna, UPDATE, change(1, { rights: ['EDIT'] }))).toEqual(['CONFLICT']);
  expect(await files.must(cleo, CAN, { id: fileId })).toEqual({ viewerCan: ['READ'] });
  await files.must(cleo, REVOKE, { input: { shareId: id, key: aKey() } });
  expect(await files.codes(cleo, CAN, { id: fileId })).toEqual(['NOT_FOUND']);
});

test('who loses a share hears nothing more of the file', async () => {
  const [anna, bo] = await files.people([{}, {}]);
  if (!anna || !bo) throw new Error('Two people were asked for');
  const fileId = await files.aFile(anna);
  const { id } = await files.must(anna, SHARE, giving(fileId, bo.id, ['VIEW']));
  const { liveCursor } = await files.must(bo, `query ($id: ID!) { file(id: $id) { liveCursor } }`, {
    id: fileId,
  });
  const FOLLOW = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) { __typename } }`;
  const events = files.as(bo).follow(FOLLOW, { id: fileId, after: liveCursor });
  await take(events, 1);
  await files.must(anna, REVOKE, { input: { shareId: id, key: aKey() } });
  expect(await take(events, 1)).toEqual([]);
});

test('who was given something is signalled, those of a group too, and nobody else', async () => {
  const [organizationId, teamId] = [newId('organization'), newId('team')];
  await files.say('teamChanged', { teamId, organizationId, name: 'readers' });
  const [anna, bo, cyd] = await files.people([
    { organizationId },
    { organizationId },
    { organizationId, teamIds: [teamId] },
  ]);
  if (!anna || !bo || !cyd) throw new Error('Three people were asked for');
  const heard = async (who: typeof bo, after: string | null, count: number): Promise<string[]> => {
    const query = `subscription ($after: Cursor) { sharingSignals(after: $after) { cursor } }`;
    const stream = files.as(who).follow(query, { after });
    const answers = await take(stream, count);
    await stream.return();
    return answers.map(({ data }) => data.sharingSignals.cursor);
  };
  const [start = ''] = await heard(bo, null, 1);
  const fileId = await files.aFile(anna);
  const withTeam = await files.must(anna, SHARE, giving(fileId, teamId, ['VIEW']));
  const withBo = await files.must(anna, SHARE, giving(fileId, bo.id, ['VIEW']));
  await files.must(anna, REVOKE, { input: { shareId: withBo.id, key: aKey() } });
  await files.must(anna, REVOKE, { input: { shareId: withTeam.id, key: aKey() } });
  // The last of each is that they have caught up, which stands where the stream does.
  const [given, taken, caughtUp] = await heard(bo, start, 3);
  expect(new Set([start, given, taken, caughtUp]).size).toBe(4);
  const ofTeam = await heard(cyd, start, 3);
  expect(ofTeam.at(-1)).toBe(caughtUp);
  expect(ofTeam.slice(0, 2)).not.toContain(given);
  expect(ofTeam.slice(0, 2)).not.toContain(taken);
  expect(await heard(anna, start, 1)).toEqual([caughtUp]);
});

test('what was shared in several ways is listed and counted once, for as long as one of them is left', async () => {
  const [teamId, organizationId] = [newId('team'), newId('organization')];
  await files.say('teamChanged', { teamId, organizationId, name: 'harbour' });
  const [owner, reader] = await files.people([{ organizationId }, { organizationId, teamIds: [teamId] }]);
  if (!owner || !reader) throw new Error('They were asked for');
  const ids = await Promise.all(
    ['one.txt', 'two.txt', 'three.txt'].map((name) => files.aFile(owner, { name })),
  );
  const shares: string[] = [];
  for (const id of ids) shares.push((await files.must(owner, SHARE, giving(id, reader.id, ['VIEW']))).id);
  const again = await files.must(owner, SHARE, giving(ids[0] ?? '', teamId, ['VIEW', 'DOWNLOAD']));
  const LIST = `query ($after: Cursor) { viewer { sharedWithMe(first: 2, after: $after) {
    nodes { id } totalCount pageInfo { hasNextPage endCursor } } } }`;
  const list = async (after: string | null = null) =>
    (await files.must(reader, LIST, { after })).sharedWithMe;
  const first = await list();
  expect(first).toMatchObject({ nodes: [{ id: again.id }, { id: shares[2] }], totalCount: 3 });
  expect(await list(first.pageInfo.endCursor)).toMatchObject({
    ...{ nodes: [{ id: shares[1] }], totalCount: 3 },
    pageInfo: { hasNextPage: false },
  });
  await files.must(owner, REVOKE, { input: { shareId: again.id, key: aKey() } });
  expect(await list()).toMatchObject({ nodes: [{ id: shares[2] }, { id: shares[1] }], totalCount: 3 });
  await files.must(owner, REVOKE, { input: { shareId: shares[0], key: aKey() } });
  expect((await list()).totalCount).toBe(2);
});
