import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles, take } from '../../test/files.js';

let files: TestFiles;
let [anna, bo, cleo]: Viewer[] = [];
beforeAll(async () => {
  files = await startFiles();
  [anna, bo, cleo] = await files.people([{}, {}, {}]);
});
afterAll(() => files.stop());

const FIELDS = `{ id body author { id } anchor { page seconds x y width height versionId } editedAt resolvedAt
  resolvedBy { id } version }`;
const ADD = `mutation ($input: AddFileCommentInput!) { addFileComment(input: $input) ${FIELDS} }`;
const EDIT = `mutation ($input: EditFileCommentInput!) { editFileComment(input: $input) ${FIELDS} }`;
const RESOLVE = `mutation ($input: ResolveFileCommentInput!) { resolveFileComment(input: $input) ${FIELDS} }`;
const DELETE = `mutation ($input: DeleteFileCommentInput!) { deleteFileComment(input: $input) { id } }`;
const LIST = `query ($id: ID!, $open: Boolean) { file(id: $id) { current { id }
  comments(unresolvedOnly: $open) { nodes { id body } } } }`;

const viewer = (who: Viewer | undefined): Viewer => {
  if (!who) throw new Error('They were asked for');
  return who;
};

async function aShared(rights: readonly string[]): Promise<string> {
  const fileId = await files.aFile(viewer(anna));
  await files.give(fileId, 'USER', viewer(bo).id, rights);
  return fileId;
}

const add = (who: Viewer, fileId: string, more: object = {}) =>
  files.must(who, ADD, { input: { fileId, body: 'Why?', key: aKey(), ...more } });

test('a comment stands at a page, a moment or a region of a version, and is answered live', async () => {
  const [owner, other] = [viewer(anna), viewer(bo)];
  const fileId = await aShared(['VIEW', 'COMMENT']);
  const live = `query ($id: ID!) { file(id: $id) { liveCursor current { id } } }`;
  const { liveCursor, current } = await files.must(owner, live, { id: fileId });
  const FOLLOW = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) { __typename
    ... on FileCommentChanged { commentId comment { body anchor { page } resolvedAt } } } }`;
  const events = files.as(owner).follow(FOLLOW, { id: fileId, after: liveCursor });
  await take(events, 1);
  const anchor = { page: 2, seconds: 1.5, x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
  const made = await add(other, fileId, { anchor });
  expect(made).toMatchObject({ body: 'Why?', author: { id: other.id }, version: 1, resolvedAt: null });
  expect(made.anchor).toEqual({ ...anchor, versionId: current.id });
  expect(await add(other, fileId, { anchor: {} })).toMatchObject({ anchor: null });
  await files.must(owner, DELETE, { input: { commentId: made.id, key: aKey() } });
  const told = (await take(events, 3)).map(({ data }) => data?.['fileEvents']);
  expect(told).toMatchObject([
    { __typename: 'FileCommentChanged', commentId: made.id },
    { __typename: 'FileCommentChanged', comment: { body: 'Why?' } },
    { commentId: made.id, comment: null },
  ]);
  await events.return();
});

test('authors change what they wrote, those who may comment settle it, and open ones are listed alone', async () => {
  const [owner, other, third] = [viewer(anna), viewer(bo), viewer(cleo)];
  const fileId = await aShared(['VIEW', 'COMMENT']);
  await files.give(fileId, 'USER', third.id, ['VIEW']);
  const [first, second] = [await add(other, fileId), await add(owner, fileId, { body: 'Because' })];
  const edit = { commentId: first.id, body: 'How?', expectedVersion: 1 };
  expect(await files.codes(owner, EDIT, { input: { ...edit, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await files.must(other, EDIT, { input: { ...edit, key: aKey() } })).toMatchObject({
    body: 'How?',
    version: 2,
  });
  expect(await files.codes(other, EDIT, { input: { ...edit, key: aKey() } })).toEqual(['CONFLICT']);
  const settle = (resolved: boolean) => ({ input: { commentId: first.id, resolved, key: aKey() } });
  expect(await files.codes(third, RESOLVE, settle(true))).toEqual(['FORBIDDEN']);
  expect(await files.must(owner, RESOLVE, settle(true))).toMatchObject({
    version: 3,
    resolvedBy: { id: owner.id },
  });
  expect(await files.must(owner, RESOLVE, settle(true))).toMatchObject({ version: 3 });
  const list = await files.must(third, LIST, { id: fileId, open: true });
  expect(list.comments.nodes).toEqual([{ id: second.id, body: 'Because' }]);
  expect(await files.must(other, RESOLVE, settle(false))).toMatchObject({ version: 4, resolvedAt: null });
  expect((await files.must(third, LIST, { id: fileId })).comments.nodes).toHaveLength(2);
  expect(await files.codes(other, DELETE, { input: { commentId: second.id, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
});

test('what makes no sense is refused', async () => {
  const fileId = await aShared(['VIEW']);
  const other = await files.must(viewer(anna), LIST, { id: await files.aFile(viewer(anna)) });
  const codes = (more: object) =>
    files.codes(viewer(anna), ADD, { input: { fileId, body: 'Why?', key: aKey(), ...more } });
  expect(await codes({ body: '  ' })).toEqual(['INVALID']);
  expect(await codes({ body: 'x'.repeat(10_001) })).toEqual(['INVALID']);
  expect(await codes({ anchor: { page: 0 } })).toEqual(['INVALID']);
  expect(await codes({ anchor: { seconds: -1 } })).toEqual(['INVALID']);
  expect(await codes({ anchor: { x: 0.5 } })).toEqual(['INVALID']);
  expect(await codes({ anchor: { x: 0.5, y: 0, width: 0.6, height: 1 } })).toEqual(['INVALID']);
  expect(await codes({ anchor: { page: 1, versionId: other.current.id } })).toEqual(['NOT_FOUND']);
});
