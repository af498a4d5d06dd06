import type { Viewer } from '@parley/kit';
import { expectAtMost } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';

let files: TestFiles;
let amara: Viewer;
let jonas: Viewer;
let folderId: string;
beforeAll(async () => {
  files = await startFiles();
  [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  folderId = await files.aFolder(amara, 'Everything');
  await files.aFolder(amara, 'zoo', folderId);
  await files.aFolder(amara, 'Archive', folderId);
  const names = ['plan 10.txt', 'Plan 2.txt', 'Ärger.txt', 'angst.txt', 'zebra.txt', 'ibis.txt', '100%.txt'];
  for (const [n, name] of names.entries()) {
    await files.aFile(amara, { folderId, name, content: 'x'.repeat(n) });
  }
});
afterAll(() => files.stop());

const CHILDREN = `query ($id: ID!, $first: Int, $last: Int, $after: Cursor, $before: Cursor,
  $filter: FileFilterInput, $orderBy: FileOrderInput) { folder(id: $id) {
    children(first: $first, last: $last, after: $after, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes { ... on File { name } ... on Folder { name } } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
    } } }`;

const page = async (variables: Record<string, unknown> = {}, who = amara) => {
  const { children } = await files.must(who, CHILDREN, { id: folderId, ...variables });
  return {
    names: children.nodes.map(({ name }: { name: string }) => name) as string[],
    ...children.pageInfo,
  };
};

const BY_NAME = [
  ...['Archive', 'zoo'],
  ...['100%.txt', 'angst.txt', 'Ärger.txt', 'ibis.txt', 'Plan 2.txt', 'plan 10.txt', 'zebra.txt'],
];

test('folders come first, names in the order that people expect', async () => {
  expect((await page()).names).toEqual(BY_NAME);
});

test.each(['NAME', 'SIZE', 'UPDATED_AT', 'KIND'])('by %s, pages join in both directions', async (by) => {
  for (const direction of ['ASCENDING', 'DESCENDING']) {
    const orderBy = { by, direction };
    const whole = (await page({ orderBy, first: 100 })).names;
    expect(whole.toSorted()).toEqual(BY_NAME.toSorted());
    expect(whole.slice(0, 2).toSorted()).toEqual(['Archive', 'zoo']);
    const forward: string[] = [];
    let after: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page({ orderBy, first: 4, after });
      forward.push(...next.names);
      after = next.hasNextPage ? (next.endCursor as string) : null;
    } while (after !== null);
    expect(forward).toEqual(whole);
    const backward: string[] = [];
    let before: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page({ orderBy, last: 4, before });
      backward.unshift(...next.names);
      before = next.hasPreviousPage ? (next.startCursor as string) : null;
    } while (before !== null);
    expect(backward).toEqual(whole);
  }
});

test('sizes are ordered as numbers, times as they were', async () => {
  const bySize = await page({ orderBy: { by: 'SIZE', direction: 'DESCENDING' } });
  expect(bySize.names.slice(2)).toEqual([
    ...['100%.txt', 'ibis.txt', 'zebra.txt', 'angst.txt', 'Ärger.txt', 'Plan 2.txt', 'plan 10.txt'],
  ]);
  const byTime = await page({ orderBy: { by: 'UPDATED_AT', direction: 'ASCENDING' } });
  expect(byTime.names).toEqual([
    ...['zoo', 'Archive'],
    ...['plan 10.txt', 'Plan 2.txt', 'Ärger.txt', 'angst.txt', 'zebra.txt', 'ibis.txt', '100%.txt'],
  ]);
});

test('a filter takes what it says literally', async () => {
  expect((await page({ filter: { text: 'PLAN' } })).names).toEqual(['Plan 2.txt', 'plan 10.txt']);
  expect((await page({ filter: { text: '%' } })).names).toEqual(['100%.txt']);
  expect((await page({ filter: { kinds: ['IMAGE'] } })).names).toEqual([]);
  expect((await page({ filter: { kinds: ['DOCUMENT'] } })).names).toEqual(BY_NAME.slice(2));
  expect((await page({ filter: { from: '2100-01-01T00:00:00Z' } })).names).toEqual([]);
  expect((await page({ filter: { ownerId: jonas.id } })).names).toEqual([]);
  expect((await page({ filter: { to: '2100-01-01T00:00:00Z', ownerId: amara.id } })).names).toEqual(BY_NAME);
});

test('how many there are is told with each page, of what the filter leaves, and not beyond a thousand', async () => {
  const COUNT = `query ($id: ID!, $first: Int, $after: Cursor, $filter: FileFilterInput) { folder(id: $id) {
    children(first: $first, after: $after, filter: $filter) { totalCount pageInfo { endCursor } } } }`;
  const count = async (variables: Record<string, unknown> = {}) =>
    (await files.must(amara, COUNT, { id: folderId, first: 4, ...variables })).children;
  const first = await count();
  expect([first.totalCount, (await count({ after: first.pageInfo.endCursor })).totalCount]).toEqual([9, 9]);
  expect((await count({ filter: { text: 'plan' } })).totalCount).toBe(2);
  expect((await count({ filter: { text: 'nothing is called so' } })).totalCount).toBe(0);
  const [many] = (await files.people([{}])) as [Viewer];
  const great = await files.aFolder(many, 'Great');
  const like = await files.aFolder(many, 'one', great);
  await files.test.runtime.database.query(
    `insert into node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key)
     select 'folder_' || lpad(n::text, 26, '0'), o.organization_id, 'FOLDER', o.parent_id,
       trim_array(o.ancestors, 1) || ('folder_' || lpad(n::text, 26, '0')), o.holder_id, n::text, n::text, n::text
     from node o, generate_series(1, 999) n where o.id = $1`,
    [like],
  );
  const ofGreat = async () => (await files.must(many, COUNT, { id: great, first: 4 })).children.totalCount;
  expect(await ofGreat()).toBe(1_000);
  await files.aFolder(many, 'one more', great);
  expect(await ofGreat()).toBeNull();
});

test('what one used, marked and threw away is counted as far as it is seen', async () => {
  const [owner, reader] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const ids = await Promise.all(['a.txt', 'b.txt', 'c.txt'].map((name) => files.aFile(owner, { name })));
  await files.give(ids[0] ?? '', 'USER', reader.id, ['VIEW']);
  const MARK = `mutation ($input: SetFavoriteInput!) { setFavorite(input: $input) { ... on File { id } } }`;
  for (const nodeId of ids) await files.must(owner, MARK, { input: { nodeId, favorite: true, key: aKey() } });
  await files.must(reader, MARK, { input: { nodeId: ids[0], favorite: true, key: aKey() } });
  const OWN = `{ viewer { recentFiles(first: 1) { totalCount } favoriteFiles(first: 1) { totalCount } trash(first: 1) { totalCount } } }`;
  const counts = async (who: Viewer) => {
    const { recentFiles, favoriteFiles, trash } = await files.must(who, OWN);
    return [recentFiles, favoriteFiles, trash].map(
      ({ totalCount }: { totalCount: number | null }) => totalCount,
    );
  };
  expect([await counts(owner), await counts(reader)]).toEqual([
    [3, 3, 0],
    [0, 1, 0],
  ]);
  const TRASH = `mutation ($input: TrashInput!) { trash(input: $input) { __typename } }`;
  await files.must(owner, TRASH, { input: { nodeIds: ids.slice(0, 2), key: aKey() } });
  expect([await counts(owner), await counts(reader)]).toEqual([
    [1, 1, 2],
    [0, 0, 0],
  ]);
});

test('a page with all that a list shows of it takes six statements at most', async () => {
  await files.give(folderId, 'USER', jonas.id, ['VIEW']);
  const LIST = `query ($id: ID!) { folder(id: $id) { name viewerCan liveCursor path { id name } audienceText
    children(first: 100) { nodes {
      ... on File { id name kind mediaType size updatedAt owner { id } scan viewerFavorite viewerCan sharing lockedBy { id } }
      ... on Folder { id name updatedAt owner { id } viewerFavorite viewerCan } }
    pageInfo { hasNextPage endCursor } totalCount } } }`;
  const { children } = await expectAtMost(files.test, 6, () => files.must(jonas, LIST, { id: folderId }));
  expect(children.nodes).toHaveLength(9);
  expect(children.nodes[4]).toMatchObject({
    name: 'Ärger.txt',
    viewerCan: ['READ'],
    sharing: 'RESTRICTED',
    viewerFavorite: false,
  });
});

test('what was used and marked is found again, for as long as it is seen', async () => {
  const own = await files.aFile(amara, { name: 'own.txt' });
  const other = await files.aFile(amara, { name: 'other.txt' });
  const MARK = `mutation ($input: SetFavoriteInput!) { setFavorite(input: $input) { ... on File { viewerFavorite } } }`;
  const mark = (who: Viewer, nodeId: string, favorite = true) =>
    files.must(who, MARK, { input: { nodeId, favorite, key: aKey() } });
  expect(await mark(amara, own)).toEqual({ viewerFavorite: true });
  const OWN = `{ viewer { recentFiles(first: 2) { nodes { name } }
    favoriteFiles { nodes { ... on File { name } ... on Folder { name } } } } }`;
  expect(await files.must(amara, OWN)).toEqual({
    recentFiles: { nodes: [{ name: 'other.txt' }, { name: 'own.txt' }] },
    favoriteFiles: { nodes: [{ name: 'own.txt' }] },
  });
  await files.give(other, 'USER', jonas.id, ['VIEW']);
  await mark(jonas, other);
  await files.test.runtime.database.query('delete from node_grant where node_id = $1', [other]);
  expect((await files.must(jonas, OWN)).favoriteFiles.nodes).toEqual([]);
  expect(await mark(amara, own, false)).toEqual({ viewerFavorite: false });
  expect((await files.must(amara, OWN)).favoriteFiles.nodes).toEqual([]);
});

test.each([{ first: 0 }, { first: 101 }, { first: 2, last: 2 }, { after: 'nonsense' }])(
  'a page is not cut silently: %j',
  async (args) => {
    expect(await files.codes(amara, CHILDREN, { id: folderId, ...args })).toEqual(['INVALID']);
  },
);
