import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const FILE = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on File {
  id name kind mediaType size url owner { id } folder { id } scan current { id } viewerCan createdAt
  metadata { width height durationSeconds } versions { nodes { id } } } } }`;

const read = async (who: Viewer, id: string) =>
  (await files.must(who, FILE, { refs: [{ __typename: 'File', id }] }))[0];

const aChannel = async (...members: readonly Viewer[]): Promise<string> => {
  const channelId = newId('channel');
  for (const { id } of members) {
    await files.sayInChat(`channel:${channelId}`, 'memberAdded', {
      membershipId: 'membership_1',
      personId: id,
    });
  }
  return channelId;
};

const tell = (fileId: string, owner: Viewer, channelIds: readonly string[], shared = false): Promise<void> =>
  files.sayInChat(`told:${fileId}`, 'fileTold', {
    ...{
      fileId,
      organizationId: files.organizationId,
      ownerId: owner.id,
      name: 'lake #1.png',
      kind: 'IMAGE',
    },
    ...{ mediaType: 'image/png', size: 12, width: 640, height: 480, createdAt: '2026-11-01T10:00:00.000Z' },
    ...{ shared, channelIds },
  });

test('a file that was sent with a message is read by whoever reads a message that shows it', async () => {
  const [amara, jonas, other] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const channelId = await aChannel(amara, jonas);
  const fileId = newId('file');
  await tell(fileId, amara, [channelId]);
  expect(await read(jonas, fileId)).toEqual({
    ...{ id: fileId, name: 'lake #1.png', kind: 'IMAGE', mediaType: 'image/png', size: 12 },
    ...{ url: `/content/${fileId}`, owner: { id: amara.id }, folder: null, scan: 'UNSCANNED', current: null },
    viewerCan: ['READ', 'COMMENT', 'DOWNLOAD'],
    createdAt: '2026-11-01T10:00:00.000Z',
    metadata: { width: 640, height: 480, durationSeconds: null },
    versions: { nodes: [] },
  });
  expect((await read(amara, fileId)).viewerCan).toContain('MANAGE');
  expect(await read(other, fileId)).toBeNull();
  await tell(fileId, amara, []);
  expect([await read(jonas, fileId), (await read(amara, fileId)).id]).toEqual([null, fileId]);
});

test('hearing twice is harmless, and what was shared here stays', async () => {
  const [amara, jonas, other] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const fileId = newId('file');
  for (const channelIds of [[await aChannel(jonas)], [await aChannel(jonas)]]) {
    await tell(fileId, amara, channelIds);
    await tell(fileId, amara, channelIds);
  }
  await files.give(fileId, 'USER', other.id, ['VIEW']);
  await files.test.runtime.database.query(
    'update node_grant set shared_by_id = $2 where node_id = $1 and grantee_id = $3',
    [fileId, amara.id, other.id],
  );
  await tell(fileId, amara, []);
  expect([await read(jonas, fileId), (await read(other, fileId)).viewerCan]).toEqual([null, ['READ']]);
});

test('a picture of the organisation is for everybody in it; one that chat forgot is for nobody', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const fileId = newId('file');
  await tell(fileId, amara, [], true);
  expect((await read(jonas, fileId)).id).toBe(fileId);
  await files.sayInChat(`told:${fileId}`, 'fileForgotten', { fileId });
  expect([await read(jonas, fileId), await read(amara, fileId)]).toEqual([null, null]);
});

test('it takes nobody’s space, and many of them stand beside somebody’s own folder', async () => {
  const amara = await files.aPerson();
  for (const fileId of [newId('file'), newId('file')]) await tell(fileId, amara, []);
  const OWN = `{ viewer { home { id children { nodes { ... on File { id } } } } storageUsed } }`;
  expect(await files.must(amara, OWN)).toMatchObject({ home: { children: { nodes: [] } }, storageUsed: 0 });
  const fileId = newId('file');
  await tell(fileId, amara, []);
  const THROW = `mutation ($input: TrashInput!) { trash(input: $input) { ... on File { id } } }`;
  expect(await files.codes(amara, THROW, { input: { nodeIds: [fileId], key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
});
