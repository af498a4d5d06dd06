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

const DISCUSSION = `query ($id: ID!, $open: Boolean) { file(id: $id) {
  comments(unresolvedOnly: $open) { nodes { id body rootId replyCount deletedAt resolvedAt author { id } } } } }`;

const discussion = async (who: Viewer, id: string, open = false) =>
  (await files.must(who, DISCUSSION, { id, open })).comments.nodes;

const remove = (who: Viewer, commentId: string) =>
  files.must(who, DELETE, { input: { commentId, key: aKey() } });

test('answers join the discussion of what they answer, which counts them and opens again', async () => {
  const [owner, other] = [viewer(anna), viewer(bo)];
  const fileId = await aShared(['VIEW', 'COMMENT']);
  const root = await add(other, fileId, { anchor: { page: 2 } });
  await files.must(owner, RESOLVE, { input: { commentId: root.id, resolved: true, key: aKey() } });
  expect(await discussion(owner, fileId, true)).toEqual([]);
  const answer = await add(owner, fileId, { body: 'Because', replyTo: root.id });
  const further = await add(other, fileId, { body: 'I see', replyTo: answer.id });
  const apart = await add(owner, fileId, { body: 'And this?' });
  expect(await discussion(other, fileId, true)).toMatchObject([
    { id: root.id, rootId: null, replyCount: 2, resolvedAt: null },
    { id: answer.id, rootId: root.id, replyCount: 0 },
    { id: further.id, rootId: root.id },
    { id: apart.id, rootId: null, replyCount: 0 },
  ]);
  const settle = { commentId: root.id, resolved: true, key: aKey() };
  await files.must(other, RESOLVE, { input: settle });
  expect(await discussion(other, fileId, true)).toMatchObject([{ id: apart.id }]);
});

test('a comment that was answered leaves a tombstone, which goes with the last answer', async () => {
  const [owner, other] = [viewer(anna), viewer(bo)];
  const fileId = await aShared(['VIEW', 'COMMENT']);
  const root = await add(other, fileId);
  const [first, second] = [
    await add(owner, fileId, { body: 'One', replyTo: root.id }),
    await add(other, fileId, { body: 'Two', replyTo: root.id }),
  ];
  await remove(other, root.id);
  await remove(other, root.id);
  expect(await discussion(owner, fileId)).toMatchObject([
    { id: root.id, body: '', author: null, replyCount: 2, deletedAt: expect.any(String) as string },
    { id: first.id, body: 'One' },
    { id: second.id, body: 'Two' },
  ]);
  const edit = { commentId: root.id, body: 'Back?', expectedVersion: 2, key: aKey() };
  expect(await files.codes(other, EDIT, { input: edit })).toEqual(['CONFLICT']);
  expect(await add(owner, fileId, { body: 'Three', replyTo: root.id })).toMatchObject({ body: 'Three' });
  await remove(other, second.id);
  await remove(owner, first.id);
  const left = await discussion(owner, fileId);
  expect(left).toMatchObject([{ id: root.id, replyCount: 1 }, { body: 'Three' }]);
  await remove(owner, left[1].id);
  expect(await discussion(owner, fileId)).toEqual([]);
});

test('answers and deletions at the same time leave no answer without its discussion', async () => {
  const [owner, other] = [viewer(anna), viewer(bo)];
  const fileId = await aShared(['VIEW', 'COMMENT']);
  const root = await add(other, fileId);
  const answers = Array.from({ length: 6 }, (_, n) =>
    files.as(owner).run(ADD, { input: { fileId, body: String(n), replyTo: root.id, key: aKey() } }),
  );
  await Promise.all([...answers, remove(other, root.id)]);
  const [begun, ...rest] = await discussion(owner, fileId);
  // Either it was answered before it was removed, or nothing could answer it any more.
  if (begun === undefined) return;
  expect(begun).toMatchObject({
    id: root.id,
    replyCount: rest.length,
    deletedAt: expect.any(String) as string,
  });
  expect(rest.every(({ rootId }: { rootId: string }) => rootId === root.id)).toBe(true);
});

test('those who follow are told of an answer and of the discussion that counts it', async () => {
  const owner = viewer(anna);
  const fileId = await files.aFile(owner);
  const root = await add(owner, fileId);
  const { liveCursor } = await files.must(owner, `query ($id: ID!) { file(id: $id) { liveCursor } }`, {
    id: fileId,
  });
  const FOLLOW = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) { __typename
    ... on FileCommentChanged { commentId comment { rootId replyCount } } } }`;
  const events = files.as(owner).follow(FOLLOW, { id: fileId, after: liveCursor });
  await take(events, 1);
  const answer = await add(owner, fileId, { replyTo: root.id });
  expect((await take(events, 2)).map(({ data }) => data?.['fileEvents'])).toMatchObject([
    { commentId: root.id, comment: { rootId: null, replyCount: 1 } },
    { commentId: answer.id, comment: { rootId: root.id } },
  ]);
  await events.return();
});

test('only what stands in the same file is answered, and only discussions are settled', async () => {
  const [owner, other] = [viewer(anna), viewer(bo)];
  const [fileId, elsewhere] = [await aShared(['VIEW', 'COMMENT']), await files.aFile(owner)];
  const [root, hidden] = [await add(other, fileId), await add(owner, elsewhere)];
  const answer = await add(owner, fileId, { replyTo: root.id });
  const codes = (who: Viewer, more: object) =>
    files.codes(who, ADD, { input: { fileId, body: 'Why?', key: aKey(), ...more } });
  expect(await codes(other, { replyTo: hidden.id })).toEqual(['NOT_FOUND']);
  expect(await codes(owner, { replyTo: hidden.id })).toEqual(['NOT_FOUND']);
  expect(await codes(owner, { replyTo: 'fcomment_none' })).toEqual(['NOT_FOUND']);
  expect(await codes(owner, { replyTo: root.id, anchor: { page: 1 } })).toEqual(['INVALID']);
  const settle = { commentId: answer.id, resolved: true, key: aKey() };
  expect(await files.codes(owner, RESOLVE, { input: settle })).toEqual(['INVALID']);
  expect(await discussion(owner, fileId)).toHaveLength(2);
});
