import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor, START } from '../../test/door.js';
import { aKey, take } from '../../test/files.js';
import { finishUploads } from '../upload/upload-jobs.js';

let door: FilesDoor;
let anna: Viewer;
let bo: Viewer;
beforeAll(async () => {
  door = await FilesDoor.open({ FILE_MAX_SIZE: 1_000 });
  [anna, bo] = (await door.files.people([{ displayName: 'Anna' }, {}])) as [Viewer, Viewer];
});
afterAll(() => door.stop());

const CREATE = `mutation ($input: CreateFileRequestInput!) { createFileRequest(input: $input) {
  id url title maxFiles maxFileSize allowedTypes receivedCount folder { id } } }`;
const CLOSE = `mutation ($input: CloseFileRequestInput!) { closeFileRequest(input: $input) { closedAt version } }`;
const OPEN = `query ($token: String!) { openFileRequest(token: $token) {
  title note askedBy isOpen expiresAt maxFileSize allowedTypes remainingCount } }`;
const RECEIVED = `query ($id: ID!) { folder(id: $id) { requests { id receivedCount received {
  nodes { senderName sender { id } file { id name } request { id } } } } children { nodes { ... on File { name } } } } }`;
const ACTIVITY = `query ($id: ID!) { file(id: $id) { received { senderName } owner { id }
  activity(kinds: [UPLOADED]) { nodes { senderName user { id } request { title } } } } }`;
const FOLLOW = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) { __typename
  ... on FileAdded { item { ... on File { name } } } ... on FileRequestChanged { requestId request { receivedCount } } } }`;

interface Asked {
  readonly id: string;
  readonly token: string;
  readonly folderId: string;
}

async function ask(more: object = {}, who = anna): Promise<Asked> {
  const folderId = await door.files.aFolder(who);
  const input = { folderId, title: 'Your papers', key: aKey(), ...more };
  const made = (await door.files.must(who, CREATE, { input })) as { id: string; url: string };
  return { id: made.id, token: made.url.replace('/r/', ''), folderId };
}

const naming = (token: string, more: object = {}): { input: object } => ({
  input: { requestToken: token, senderName: 'Ms. Moe', name: 'paper.txt', size: 5, key: aKey(), ...more },
});

const begin = (token: string, more: object = {}, who: Viewer | null = null) =>
  door.files.must(who, START, naming(token, more));

const refused = (token: string, more: object = {}) => door.files.codes(null, START, naming(token, more));

async function send(token: string, body: string, more: object = {}): Promise<number> {
  const bytes = Buffer.from(body);
  const { url } = await begin(token, { size: bytes.length, ...more });
  return (await door.patch(null, url, 0, bytes)).status;
}

const close = (requestId: string, who = anna) =>
  door.files.must(who, CLOSE, { input: { requestId, key: aKey() } });

test('who has no account sends files, under the name they give, and sees nothing else', async () => {
  const { id, token, folderId } = await ask({ note: 'As PDF' });
  expect(await door.files.must(null, OPEN, { token })).toEqual({
    ...{ title: 'Your papers', note: 'As PDF', askedBy: 'Anna', isOpen: true, expiresAt: null },
    ...{ maxFileSize: 1_000, allowedTypes: [], remainingCount: null },
  });
  expect(await send(token, 'one..')).toBe(204);
  expect(await send(token, 'two..', { senderName: '  Mr.\n Low ' })).toBe(204);
  const { requests, children } = await door.files.must(anna, RECEIVED, { id: folderId });
  expect(children.nodes.map(({ name }: { name: string }) => name)).toEqual(['paper (2).txt', 'paper.txt']);
  expect(requests).toMatchObject([{ id, receivedCount: 2 }]);
  expect(requests[0].received.nodes).toMatchObject([
    { senderName: 'Mr. Low', sender: null, file: { name: 'paper (2).txt' }, request: { id } },
    { senderName: 'Ms. Moe', sender: null, file: { name: 'paper.txt' } },
  ]);
  const [{ file }] = requests[0].received.nodes;
  expect(await door.files.must(anna, ACTIVITY, { id: file.id })).toEqual({
    ...{ received: { senderName: 'Mr. Low' }, owner: { id: anna.id } },
    activity: { nodes: [{ senderName: 'Mr. Low', user: null, request: { title: 'Your papers' } }] },
  });
  for (const [type, nodeId] of [
    ['folder', folderId],
    ['file', file.id],
  ]) {
    const read = `query ($id: ID!) { ${String(type)}(id: $id) { id } }`;
    expect(await door.files.codes(null, read, { id: nodeId })).toEqual(['UNAUTHENTICATED']);
  }
  expect((await door.ask(null, 'GET', `/f/files/${file.id}/x`)).status).toBe(401);
  expect(await door.files.must(null, OPEN, { token: `${token}x` })).toBeNull();
});

test('who looks at the folder is told live of what comes', async () => {
  const { id, token, folderId } = await ask();
  const { liveCursor: after } = await door.files.must(
    anna,
    'query ($id: ID!) { folder(id: $id) { liveCursor } }',
    { id: folderId },
  );
  const events = door.files.as(anna).follow(FOLLOW, { id: folderId, after });
  await take(events, 1);
  await send(token, 'told.');
  expect((await take(events, 2)).map(({ data }) => data?.['fileEvents'])).toEqual([
    { __typename: 'FileAdded', item: { name: 'paper.txt' } },
    { __typename: 'FileRequestChanged', requestId: id, request: { receivedCount: 1 } },
  ]);
  await events.return();
});

test('an upload is sent by nobody but who began it, in parts too, and gone on with where it stopped', async () => {
  const { token } = await ask();
  const { url, id, file } = await begin(token, { size: 10 });
  expect(file).toBeNull();
  expect(url).toMatch(/^\/f\/uploads\/upload_\w+\?by=[\w-]{43}$/);
  for (const other of [`/f/uploads/${id}`, `${String(url).slice(0, -1)}_`]) {
    expect((await door.patch(bo, other, 0, Buffer.from('wrong'))).status).toBe(404);
  }
  expect((await door.patch(null, `/f/uploads/${id}`, 0, Buffer.from('wrong'))).status).toBe(401);
  expect((await door.patch(null, url, 0, Buffer.from('first'))).status).toBe(204);
  expect((await door.tus(null, 'HEAD', url)).headers.get('upload-offset')).toBe('5');
  const partial = { 'upload-concat': 'partial', 'upload-length': '5' };
  const parts = [];
  for (const body of ['first', 'later']) {
    const part = (await door.tus(null, 'POST', url, { headers: partial })).headers.get('location') ?? '';
    expect((await door.patch(null, part, 0, Buffer.from(body))).status).toBe(204);
    parts.push(part);
  }
  const final = { 'upload-concat': `final;${parts.join(' ')}` };
  expect((await door.tus(null, 'POST', url, { headers: final })).status).toBe(201);
  const row = await door.one(`select state, sender_name from upload where id = $1`, [id]);
  expect(row).toEqual({ state: 'DONE', senderName: 'Ms. Moe' });
});

test('number, size, kind, name and end are held to, by those who send at the same time too', async () => {
  const { token, id } = await ask({ maxFiles: 2, maxFileSize: 10, allowedTypes: ['.txt'] });
  expect(await refused(token, { size: 11 })).toEqual(['INVALID']);
  expect(await refused(token, { name: 'paper.pdf' })).toEqual(['INVALID']);
  expect(await refused(token, { senderName: ' ' })).toEqual(['INVALID']);
  expect(await refused(token, { folderId: await door.files.home(anna) })).toEqual(['INVALID']);
  const all = await Promise.all(Array.from({ length: 5 }, () => refused(token)));
  expect(all.flat()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
  await door.files.test.runtime.database.query(`delete from upload where request_id = $1`, [id]);
  expect([await send(token, 'a'), await send(token, 'b')]).toEqual([204, 204]);
  expect(await refused(token)).toEqual(['CONFLICT']);
  expect(await door.files.must(null, OPEN, { token })).toMatchObject({ isOpen: false, remainingCount: 0 });
  const ended = await ask({ expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  const begun = await begin(ended.token);
  await door.files.test.runtime.database.query(`update file_request set expires_at = now() where id = $1`, [
    ended.id,
  ]);
  expect(await refused(ended.token)).toEqual(['FORBIDDEN']);
  // What was begun in time is sent to its end.
  expect((await door.patch(null, begun.url, 0, Buffer.from('later'))).status).toBe(204);
});

test('what is no file of the kinds that were asked for is refused by its content too', async () => {
  const { token, folderId } = await ask({ allowedTypes: ['image/*'] });
  const { url, id } = await begin(token, { name: 'a.png', mediaType: 'image/png' });
  expect((await door.patch(null, url, 0, Buffer.from('%PDF-'))).status).toBe(460);
  expect(await door.one('select state from upload where id = $1', [id])).toEqual({ state: 'REFUSED' });
  expect((await door.files.must(anna, RECEIVED, { id: folderId })).children.nodes).toEqual([]);
});

test('it ends when it is closed, or who made it may not share the folder any more; what runs ends with it', async () => {
  const { id, token, folderId } = await ask();
  const [running, whole] = [await begin(token), await begin(token)];
  expect(await close(id)).toMatchObject({ closedAt: expect.any(String) as string, version: 2 });
  expect(await refused(token)).toEqual(['FORBIDDEN']);
  expect((await door.patch(null, running.url, 0, Buffer.from('later'))).status).toBe(403);
  expect(await door.files.must(null, OPEN, { token })).toMatchObject({ isOpen: false });
  const { database } = door.files.test.runtime;
  await database.query(
    `update upload set state = 'CHECKING', changed_at = now() - interval '1 h' where id = $1`,
    [whole.id],
  );
  await finishUploads(door.files.context(anna), new Date());
  expect(await door.one('select state from upload where id = $1', [whole.id])).toEqual({ state: 'REFUSED' });
  expect((await door.files.must(anna, RECEIVED, { id: folderId })).children.nodes).toEqual([]);
  await door.files.give(folderId, 'USER', bo.id, ['VIEW', 'SHARE', 'UPLOAD']);
  const input = { folderId, title: 'Mine', key: aKey() };
  const made = (await door.files.must(bo, CREATE, { input })) as { url: string };
  const bos = made.url.replace('/r/', '');
  expect(await send(bos, 'taken')).toBe(204);
  await database.query('delete from node_grant where grantee_id = $1', [bo.id]);
  expect(await refused(bos)).toEqual(['FORBIDDEN']);
  expect(await door.files.must(null, OPEN, { token: bos })).toBeNull();
});

test('nobody asks for files where they may not add any, or may not share', async () => {
  const folderId = await door.files.aFolder(anna);
  const input = (more: object = {}) => ({ input: { folderId, title: 'Send', key: aKey(), ...more } });
  await door.files.give(folderId, 'USER', bo.id, ['VIEW', 'UPLOAD']);
  expect(await door.files.codes(bo, CREATE, input())).toEqual(['FORBIDDEN']);
  await door.files.test.runtime.database.query(
    `update node_grant set rights = '{VIEW,SHARE}' where node_id = $1`,
    [folderId],
  );
  expect(await door.files.codes(bo, CREATE, input())).toEqual(['FORBIDDEN']);
  for (const more of [
    { title: ' ' },
    { maxFiles: 0 },
    { maxFileSize: 1_001 },
    { allowedTypes: ['exe'] },
    { note: 'x'.repeat(2_001) },
    { expiresAt: '2020-01-01T00:00:00Z' },
  ]) {
    expect(await door.files.codes(anna, CREATE, input(more))).toEqual(['INVALID']);
  }
});

test('the same key is the same upload; who signed in is told by their account where the request is named by its id', async () => {
  const { id, token, folderId } = await ask();
  const key = aKey();
  expect((await begin(token, { key })).id).toBe((await begin(token, { key })).id);
  expect(await refused(token, { key, name: 'other.txt' })).toEqual(['CONFLICT']);
  // By the link nobody is asked who they are, and somebody of another organisation sends as well.
  const [foreigner] = await door.files.people([{ organizationId: newId('organization') }]);
  const { url } = await begin(token, { name: 'far.txt' }, foreigner);
  expect((await door.patch(null, url, 0, Buffer.from('far..'))).status).toBe(204);
  await door.aFile(anna, Buffer.from('own'), { requestId: id, name: 'own.txt' });
  const { requests } = await door.files.must(anna, RECEIVED, { id: folderId });
  expect(requests[0].received.nodes).toMatchObject([
    { senderName: null, sender: { id: anna.id }, file: { name: 'own.txt' } },
    { senderName: 'Ms. Moe', sender: null, file: { name: 'far.txt' } },
  ]);
});

test('the secret of a request is not kept', async () => {
  const { id, token } = await ask();
  const row = await door.one<{ text: string }>('select r::text as text from file_request r where id = $1', [
    id,
  ]);
  expect(row?.text).not.toContain(token);
});
