import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const VERSIONS = `query ($id: ID!, $first: Int, $last: Int) { file(id: $id) { size sha256 current { number }
  versions(first: $first, last: $last) { nodes { id number size note sha256 createdBy { id } url file { id } } } } }`;
const RESTORE = `mutation ($input: RestoreFileVersionInput!) { restoreFileVersion(input: $input) { size version } }`;
const DIFF = `query ($refs: [_Any!]!, $with: ID!) { _entities(representations: $refs) {
  ... on FileVersion { diff(withVersionId: $with) { change text line } } } }`;
const LOCK = `mutation ($input: LockFileInput!) { lockFile(input: $input) { lockedBy { id } lockedUntil } }`;
const UNLOCK = `mutation ($input: UnlockFileInput!) { unlockFile(input: $input) { lockedBy { id } lockedUntil } }`;
const RENAME = `mutation ($input: UpdateFileInput!) { updateFile(input: $input) { version } }`;

interface Version {
  readonly id: string;
  readonly number: number;
}

const two = async () => (await files.people([{}, {}])) as [Viewer, Viewer];

const versionsOf = async (who: Viewer, id: string): Promise<Version[]> =>
  (await files.must(who, VERSIONS, { id })).versions.nodes;

test('every version stays, newest first', async () => {
  const [amara, jonas] = await two();
  const id = await files.aFile(amara, { content: 'one' });
  await files.give(id, 'USER', jonas.id, ['VIEW', 'EDIT', 'DOWNLOAD']);
  await files.aFile(jonas, { fileId: id, content: 'two!', note: 'Shorter' });
  const file = await files.must(amara, VERSIONS, { id });
  expect(file).toMatchObject({ size: 4, current: { number: 2 } });
  const [newest, oldest] = file.versions.nodes;
  expect(newest).toMatchObject({
    number: 2,
    size: 4,
    note: 'Shorter',
    createdBy: { id: jonas.id },
    file: { id },
  });
  expect(newest.sha256).toBe(file.sha256);
  expect(oldest).toMatchObject({ number: 1, size: 3, note: null, createdBy: { id: amara.id } });
  expect(oldest.url).toMatch(new RegExp(`^/f/files/${id}/${oldest.id as string}/[\\w-]+\\.txt$`));
  const last = await files.must(amara, VERSIONS, { id, last: 1 });
  expect(last.versions.nodes.map(({ number }: Version) => number)).toEqual([1]);
});

test('versions that come at the same time are counted one after the other', async () => {
  const [amara] = await two();
  const fileId = await files.aFile(amara, { content: 'one' });
  await Promise.all([2, 3, 4].map((n) => files.aFile(amara, { fileId, content: `version ${String(n)}` })));
  expect((await versionsOf(amara, fileId)).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
});

test('an old version becomes the newest, and nothing is lost', async () => {
  const [amara] = await two();
  const fileId = await files.aFile(amara, { content: 'one' });
  await files.aFile(amara, { fileId, content: 'two!' });
  const [newest, oldest] = await versionsOf(amara, fileId);
  const input = { versionId: oldest?.id, key: aKey() };
  expect(await files.must(amara, RESTORE, { input })).toMatchObject({ size: 3 });
  expect(await files.must(amara, VERSIONS, { id: fileId })).toMatchObject({
    size: 3,
    versions: {
      nodes: [{ number: 3, size: 3, note: 'Version 1, brought back' }, { number: 2 }, { number: 1 }],
    },
  });
  expect(newest?.number).toBe(2);
  const again = { versionId: (await versionsOf(amara, fileId))[0]?.id, key: aKey() };
  expect(await files.codes(amara, RESTORE, { input: again })).toEqual(['CONFLICT']);
});

test('two versions of a text are compared line by line', async () => {
  const [amara, jonas] = await two();
  const fileId = await files.aFile(amara, { content: 'a\nb\nc\n' });
  await files.aFile(amara, { fileId, content: 'a\nB\nc\nd\n' });
  const [newer, older] = await versionsOf(amara, fileId);
  const diff = (who: Viewer, version = newer, other = older?.id) =>
    files.as(who).run(DIFF, { refs: [{ __typename: 'FileVersion', id: version?.id }], with: other });
  expect((await diff(amara)).data._entities[0].diff).toEqual([
    { change: 'SAME', text: 'a', line: 1 },
    { change: 'REMOVED', text: 'b', line: 2 },
    { change: 'ADDED', text: 'B', line: 2 },
    { change: 'SAME', text: 'c', line: 3 },
    { change: 'ADDED', text: 'd', line: 4 },
  ]);
  await files.give(fileId, 'USER', jonas.id, ['VIEW']);
  expect((await diff(jonas)).errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  const elsewhere = await files.aFile(amara);
  const [stranger] = await versionsOf(amara, elsewhere);
  expect((await diff(amara, newer, stranger?.id)).data._entities[0].diff).toBeNull();
});

test('what holds bytes that are no text is not compared', async () => {
  const [amara] = await two();
  const fileId = await files.aFile(amara, { content: 'a\0b' });
  await files.aFile(amara, { fileId, content: 'ab' });
  const [newer, older] = await versionsOf(amara, fileId);
  const refs = [{ __typename: 'FileVersion', id: newer?.id }];
  expect((await files.must(amara, DIFF, { refs, with: older?.id }))[0].diff).toBeNull();
});

test('who locks a file keeps others from changing it, until then', async () => {
  const [amara, jonas] = await two();
  const fileId = await files.aFile(amara);
  await files.give(fileId, 'USER', jonas.id, ['VIEW', 'EDIT']);
  expect(await files.must(jonas, LOCK, { input: { fileId, key: aKey() } })).toMatchObject({
    lockedBy: { id: jonas.id },
  });
  const rename = (who: Viewer, expectedVersion: number) =>
    files.codes(who, RENAME, { input: { fileId, name: 'other.txt', expectedVersion, key: aKey() } });
  expect(await rename(amara, 3)).toEqual(['CONFLICT']);
  expect(await rename(jonas, 3)).toEqual([]);
  expect(await files.codes(amara, LOCK, { input: { fileId, key: aKey() } })).toEqual(['CONFLICT']);
  expect(await files.must(amara, UNLOCK, { input: { fileId, key: aKey() } })).toEqual({
    lockedBy: null,
    lockedUntil: null,
  });
  expect(await rename(amara, 5)).toEqual([]);
});

test('a lock ends by its time, and is for thirty days at most', async () => {
  const [amara, jonas] = await two();
  const fileId = await files.aFile(amara);
  await files.give(fileId, 'USER', jonas.id, ['VIEW', 'EDIT']);
  for (const until of [new Date(Date.now() - 1_000), new Date(Date.now() + 31 * 86_400_000)]) {
    expect(await files.codes(jonas, LOCK, { input: { fileId, until, key: aKey() } })).toEqual(['INVALID']);
  }
  await files.must(jonas, LOCK, { input: { fileId, key: aKey() } });
  await files.test.runtime.database.query(
    `update node set locked_until = now() - interval '1 s' where id = $1`,
    [fileId],
  );
  expect(
    await files.must(amara, `query ($id: ID!) { file(id: $id) { lockedBy { id } viewerCan } }`, {
      id: fileId,
    }),
  ).toEqual({
    lockedBy: null,
    viewerCan: ['READ', 'COMMENT', 'EDIT', 'DELETE', 'SHARE', 'DOWNLOAD', 'MANAGE', 'EXPLAIN'],
  });
});
