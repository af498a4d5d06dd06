import { type Viewer, systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';
import { emptyTrash } from './trash.service.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const RESTORE = `mutation ($input: RestoreFromTrashInput!) { restoreFromTrash(input: $input) {
  ... on File { id name folder { name } } ... on Folder { id name parent { name } } } }`;
const DELETE = `mutation ($input: DeleteForeverInput!) { deleteForever(input: $input) { id } }`;
const TRASH = `{ viewer { storageUsed trash { nodes { ... on File { name } ... on Folder { name } } } } }`;

const alone = async (): Promise<Viewer> => files.aPerson({ displayName: 'Amara' });
const what = (nodeId: string) => ({ input: { nodeIds: [nodeId], key: aKey() } });
const inTrash = async (who: Viewer): Promise<string[]> =>
  (await files.must(who, TRASH)).trash.nodes.map(({ name }: { name: string }) => name);

const blobs = async (who: Viewer): Promise<unknown> =>
  files.test.runtime.database.query(
    `select b.refs, b.unused_since is null as used from blob b where b.organization_id = $1 order by b.created_at`,
    [who.organizationId],
  );

test('a folder is thrown away and comes back as a whole', async () => {
  const amara = await alone();
  const folderId = await files.aFolder(amara, 'Plans');
  const [one, other] = [
    await files.aFile(amara, { folderId, name: 'one.txt' }),
    await files.aFile(amara, { folderId, name: 'other.txt' }),
  ];
  await files.throwAway(amara, one);
  await files.throwAway(amara, folderId);
  expect(await inTrash(amara)).toEqual(['Plans', 'one.txt']);
  expect(await files.codes(amara, RESTORE, what(other))).toEqual(['CONFLICT']);
  expect(await files.must(amara, RESTORE, what(folderId))).toEqual([
    { id: folderId, name: 'Plans', parent: { name: 'Home' } },
  ]);
  // What was thrown away before stays where it is.
  expect(await inTrash(amara)).toEqual(['one.txt']);
  expect(await files.must(amara, RESTORE, what(one))).toEqual([
    { id: one, name: 'one.txt', folder: { name: 'Plans' } },
  ]);
});

test('what comes back gets a number where its name was taken, and a place where its own is gone', async () => {
  const amara = await alone();
  const folderId = await files.aFolder(amara, 'Plans');
  const first = await files.aFile(amara, { folderId, name: 'plan.txt' });
  await files.throwAway(amara, first);
  await files.aFile(amara, { folderId, name: 'plan.txt' });
  expect(await files.must(amara, RESTORE, what(first))).toMatchObject([{ name: 'plan (2).txt' }]);
  await files.throwAway(amara, first);
  await files.throwAway(amara, folderId);
  expect(await files.must(amara, RESTORE, what(first))).toMatchObject([
    { name: 'plan (2).txt', folder: { name: 'Home' } },
  ]);
});

test('in the trash a thing is only seen by whoever holds it, and not changed by anybody', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const fileId = await files.aFile(amara);
  await files.give(fileId, 'USER', jonas.id, ['VIEW', 'EDIT']);
  await files.throwAway(jonas, fileId);
  const FILE = `query ($id: ID!) { file(id: $id) { viewerCan trashedAt } }`;
  expect(await files.codes(jonas, FILE, { id: fileId })).toEqual(['NOT_FOUND']);
  expect(await files.must(amara, FILE, { id: fileId })).toEqual({
    viewerCan: ['READ', 'MANAGE'],
    trashedAt: expect.any(String) as string,
  });
  const LOCK = `mutation ($input: LockFileInput!) { lockFile(input: $input) { id } }`;
  expect(await files.codes(amara, LOCK, { input: { fileId, key: aKey() } })).toEqual(['CONFLICT']);
  expect([await inTrash(amara), await inTrash(jonas)]).toEqual([[expect.any(String)], []]);
});

test('what is removed for good frees its space, and its bytes where nobody else has them', async () => {
  const amara = await files.aPerson({ organizationId: `${files.organizationId}x` });
  const folderId = await files.aFolder(amara);
  const fileId = await files.aFile(amara, { folderId, content: 'the same' });
  await files.aFile(amara, { fileId, content: 'another one' });
  const twin = await files.aFile(amara, { content: 'the same' });
  expect((await files.must(amara, TRASH)).storageUsed).toBe(27);
  expect(await blobs(amara)).toEqual([
    { refs: 2, used: true },
    { refs: 1, used: true },
  ]);
  expect(await files.codes(amara, DELETE, what(folderId))).toEqual(['CONFLICT']);
  await files.throwAway(amara, folderId);
  expect((await files.must(amara, TRASH)).storageUsed).toBe(27);
  expect(await files.must(amara, DELETE, what(folderId))).toEqual([{ id: folderId }]);
  expect((await files.must(amara, TRASH)).storageUsed).toBe(8);
  expect(await blobs(amara)).toEqual([
    { refs: 1, used: true },
    { refs: 0, used: false },
  ]);
  expect(await files.codes(amara, `query ($id: ID!) { file(id: $id) { id } }`, { id: fileId })).toEqual([
    'NOT_FOUND',
  ]);
  expect(await files.must(amara, `query ($id: ID!) { file(id: $id) { size } }`, { id: twin })).toEqual({
    size: 8,
  });
});

test('the trash is emptied of what has been in it for as long as the organisation keeps it', async () => {
  const [amara, strict] = (await files.people([
    {},
    { organizationId: `${files.organizationId}s`, permissions: ['MANAGE_STORAGE'] },
  ])) as [Viewer, Viewer];
  await files.must(
    strict,
    `mutation ($input: SetStoragePolicyInput!) { setStoragePolicy(input: $input) { trashDays } }`,
    { input: { trashDays: 3, expectedVersion: 0, key: aKey() } },
  );
  for (const who of [amara, strict]) {
    for (const days of [1, 5, 31]) {
      const id = await files.aFile(who, { name: `${String(days)}.txt` });
      await files.throwAway(who, id);
      await files.test.runtime.database.query(
        `update node set trashed_at = now() - $2 * interval '1 day' where id = $1`,
        [id, days],
      );
    }
  }
  await emptyTrash(files.test.runtime.context(systemCaller('test')));
  expect([await inTrash(amara), await inTrash(strict)]).toEqual([['1.txt', '5.txt'], ['1.txt']]);
});

test('nobody’s own folder is thrown away, and nothing or too much at once is refused', async () => {
  const amara = await alone();
  const THROW = `mutation ($input: TrashInput!) { trash(input: $input) { ... on Folder { id } } }`;
  expect(await files.codes(amara, THROW, what(await files.home(amara)))).toEqual(['FORBIDDEN']);
  for (const nodeIds of [[], Array.from({ length: 101 }, (_, n) => `file_${String(n)}`)]) {
    expect(await files.codes(amara, THROW, { input: { nodeIds, key: aKey() } })).toEqual(['INVALID']);
  }
});
