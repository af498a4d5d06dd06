import { type Viewer, transaction } from '@parley/kit';
import { callerOf } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles, take } from '../../test/files.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { holdTrees } from '../node/place.service.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const EVENTS = `subscription ($nodeId: ID!, $after: Cursor) { fileEvents(nodeId: $nodeId, after: $after) {
  __typename cursor ... on FileAdded { item { ... on File { name } ... on Folder { name } } }
  ... on FileChanged { file { id name version } } ... on FolderChanged { folder { name } }
  ... on FileRemoved { nodeId } ... on ShareChanged { nodeId } } }`;

const two = async () => (await files.people([{}, {}])) as [Viewer, Viewer];
const follow = (who: Viewer, nodeId: string, after: string | null = null) =>
  files.as(who).follow(EVENTS, { nodeId, after });

const cursorOf = async (who: Viewer, id: string): Promise<string> =>
  (await files.must(who, `query ($id: ID!) { folder(id: $id) { liveCursor } }`, { id })).liveCursor;

const heard = async (
  who: Viewer,
  nodeId: string,
  after: string | null,
  count: number,
): Promise<unknown[]> => {
  const stream = follow(who, nodeId, after);
  const answers = await take(stream, count);
  await stream.return();
  return answers.map(({ data }) => data.fileEvents);
};

const rename = (who: Viewer, fileId: string, name: string, expectedVersion: number) =>
  files.must(who, `mutation ($input: UpdateFileInput!) { updateFile(input: $input) { version } }`, {
    input: { fileId, name, expectedVersion, key: aKey() },
  });

/** Takes somebody's rights on a node away, as ending a share does. */
async function takeAway(owner: Viewer, nodeId: string, personId: string): Promise<void> {
  const ctx = files.context(owner);
  await transaction(ctx, async (inner) => {
    await holdTrees(inner, [await files.home(owner)], 'exclusive');
    await inner.db.query('delete from node_grant where node_id = $1 and grantee_id = $2', [nodeId, personId]);
    await tellAccessChanged(inner, nodeId, [personId]);
  });
}

test('who follows a folder hears of what comes, changes and goes, in order', async () => {
  const [amara] = await two();
  const folderId = await files.aFolder(amara, 'Live');
  const after = await cursorOf(amara, folderId);
  const fileId = await files.aFile(amara, { folderId, name: 'one.txt' });
  await rename(amara, fileId, 'two.txt', 2);
  await files.aFolder(amara, 'Inner', folderId);
  await files.throwAway(amara, fileId);
  expect(await heard(amara, folderId, after, 5)).toMatchObject([
    // Events show what there is now: the file has left since.
    { __typename: 'FileAdded', item: null },
    { __typename: 'FileChanged', file: null },
    { __typename: 'FileAdded', item: { name: 'Inner' } },
    { __typename: 'FileRemoved', nodeId: fileId },
    { __typename: 'CaughtUp' },
  ]);
});

test('what happens is told at once, and a cursor goes on where it was left', async () => {
  const [amara] = await two();
  const folderId = await files.aFolder(amara, 'Live');
  const stream = follow(amara, folderId);
  expect((await take(stream, 1))[0]?.data.fileEvents.__typename).toBe('CaughtUp');
  const fileId = await files.aFile(amara, { folderId, name: 'one.txt' });
  const [added] = await take(stream, 1);
  expect(added?.data.fileEvents).toMatchObject({ __typename: 'FileAdded', item: { name: 'one.txt' } });
  await stream.return();
  await rename(amara, fileId, 'two.txt', 2);
  expect(await heard(amara, folderId, added?.data.fileEvents.cursor as string, 2)).toMatchObject([
    { __typename: 'FileChanged', file: { name: 'two.txt', version: 3 } },
    { __typename: 'CaughtUp' },
  ]);
  expect(await heard(amara, folderId, 'nonsense', 1)).toMatchObject([{ __typename: 'CursorExpired' }]);
});

test('what moved to where a follower may not look is not shown by what was told before', async () => {
  const [amara, jonas] = await two();
  const folderId = await files.aFolder(amara, 'Shared');
  await files.give(folderId, 'USER', jonas.id, ['VIEW']);
  const after = await cursorOf(jonas, folderId);
  const fileId = await files.aFile(amara, { folderId, name: 'one.txt' });
  const secret = await files.aFolder(amara, 'Secret');
  await files.must(amara, `mutation ($input: UpdateFileInput!) { updateFile(input: $input) { id } }`, {
    input: { fileId, folderId: secret, name: 'secret.txt', expectedVersion: 2, key: aKey() },
  });
  expect(await heard(jonas, folderId, after, 3)).toMatchObject([
    { __typename: 'FileAdded', item: null },
    { __typename: 'FileRemoved', nodeId: fileId },
    { __typename: 'CaughtUp' },
  ]);
});

test('who loses a folder hears nothing more of it, nor of anything in it that they follow', async () => {
  const [amara, jonas] = await two();
  const folderId = await files.aFolder(amara, 'Shared');
  const inner = await files.aFolder(amara, 'Inner', folderId);
  const fileId = await files.aFile(amara, { folderId: inner, name: 'one.txt' });
  await files.give(folderId, 'USER', jonas.id, ['VIEW']);
  const streams = [folderId, inner, fileId].map((id) => follow(jonas, id));
  const owners = follow(amara, fileId);
  for (const stream of [...streams, owners]) await take(stream, 1);
  await takeAway(amara, folderId, jonas.id);
  await rename(amara, fileId, 'two.txt', 2);
  for (const stream of streams) expect(await stream.next()).toEqual({ value: undefined, done: true });
  expect((await take(owners, 2)).map(({ data }) => data.fileEvents)).toMatchObject([
    { __typename: 'ShareChanged', nodeId: folderId },
    { __typename: 'FileChanged', file: { name: 'two.txt' } },
  ]);
  await owners.return();
});

test('a share that ends while somebody begins to follow is either seen or told', async () => {
  const [amara, jonas] = await two();
  for (let round = 0; round < 5; round += 1) {
    const folderId = await files.aFolder(amara);
    const fileId = await files.aFile(amara, { folderId, name: `${String(round)}.txt` });
    await files.give(folderId, 'USER', jonas.id, ['VIEW']);
    const stream = follow(jonas, fileId);
    const [first] = await Promise.all([stream.next(), takeAway(amara, folderId, jonas.id)]);
    await rename(amara, fileId, `${String(round)} secret.txt`, 2);
    // Refused, ended before it began, or begun: and then it ends before it tells of the new name.
    if (first.done) continue;
    if (first.value.errors) {
      expect(first.value.errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
      continue;
    }
    expect(first.value.data.fileEvents.__typename).toBe('CaughtUp');
    expect(await stream.next()).toEqual({ value: undefined, done: true });
  }
});

test('a shared execution says whose right a row may have changed, and asks for nobody’s', async () => {
  const [amara, jonas] = await two();
  const folderId = await files.aFolder(amara, 'Shared');
  const fileId = await files.aFile(amara, { folderId });
  await files.give(folderId, 'USER', jonas.id, ['VIEW']);
  const shared = files.test.runtime.subscribe(
    { query: EVENTS, variables: { nodeId: fileId, after: null } },
    callerOf(null, { shared: true }),
  );
  const kinds = async (count: number): Promise<unknown[]> => {
    const marks: unknown[] = [];
    for (let n = 0; n < count; n += 1) {
      const { value } = await shared.next();
      const { live } = value?.extensions as { live: { kind: string; access: unknown } };
      marks.push([live.kind, live.access]);
    }
    return marks;
  };
  expect(await kinds(1)).toEqual([['caughtUp', null]]);
  await takeAway(amara, folderId, jonas.id);
  await rename(amara, fileId, 'renamed.txt', 2);
  await files.throwAway(amara, folderId);
  expect(await kinds(3)).toEqual([
    ['shareChanged', [jonas.id]],
    ['fileChanged', null],
    ['shareChanged', 'everyone'],
  ]);
  await shared.return();
});

test('a follower of something that is removed for good hears its end', async () => {
  const [amara] = await two();
  const fileId = await files.aFile(amara);
  await files.throwAway(amara, fileId);
  const stream = follow(amara, fileId);
  await take(stream, 1);
  await files.must(amara, `mutation ($input: DeleteForeverInput!) { deleteForever(input: $input) { id } }`, {
    input: { nodeIds: [fileId], key: aKey() },
  });
  expect(await stream.next()).toEqual({ value: undefined, done: true });
});
