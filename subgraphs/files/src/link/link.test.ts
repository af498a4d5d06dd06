import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, get as httpGet } from 'node:http';
import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor } from '../../test/door.js';
import { aKey } from '../../test/files.js';

const MEGABYTE = 1_048_576;
let door: FilesDoor;
let anna: Viewer;
let bo: Viewer;
let fileId: string;
let folderId: string;
beforeAll(async () => {
  door = await FilesDoor.open();
  [anna, bo] = (await door.files.people([{ displayName: 'Anna' }, {}])) as [Viewer, Viewer];
  folderId = await door.files.aFolder(anna);
  fileId = await door.aFile(anna, Buffer.from('what a link opens'), { name: 'plan.txt', folderId });
});
afterAll(() => door.stop());

const CREATE = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) {
  id url rights hasPassword maxUses useCount recipient expiresAt revokedAt version } }`;
const UPDATE = `mutation ($input: UpdateShareLinkInput!) { updateShareLink(input: $input) { rights maxUses version } }`;
const REVOKE = `mutation ($input: RevokeShareLinkInput!) { revokeShareLink(input: $input) { revokedAt } }`;
const OPEN = `query ($token: String!, $password: String, $session: String, $nodeId: ID) {
  openShareLink(token: $token, password: $password, session: $session, nodeId: $nodeId) {
    name rights needsPassword session entry { id name isFolder url } children { nodes { id name url } } } }`;
const LINKS = `query ($id: ID!) { file(id: $id) { sharing audienceText
  audience { links { count isOpen areLocked until } } links { id url } } }`;

interface Link {
  readonly id: string;
  readonly token: string;
}

async function link(nodeId: string, more: object = {}, who = anna): Promise<Link> {
  const input = { nodeId, rights: ['VIEW', 'DOWNLOAD'], key: aKey(), ...more };
  const made = (await door.files.must(who, CREATE, { input })) as { id: string; url: string };
  return { id: made.id, token: made.url.replace('/l/', '') };
}

const open = (token: string, more: object = {}, who: Viewer | null = null) =>
  door.files.must(who, OPEN, { token, ...more });

const refused = (token: string, more: object = {}) => door.files.codes(null, OPEN, { token, ...more });

const revoke = (linkId: string) => door.files.must(anna, REVOKE, { input: { linkId, key: aKey() } });

test('a stranger opens what a link leads to, and what stands in it, and nothing beside', async () => {
  const other = await door.aFile(anna, Buffer.from('beside'), { name: 'other.txt' });
  const { token, id } = await link(folderId, { recipient: 'Ms. Moe' });
  expect(token).toMatch(/^[\w-]{43}$/);
  const opened = await open(token);
  expect(opened).toMatchObject({ needsPassword: false, entry: { id: folderId, isFolder: true, url: null } });
  const [entry] = opened.children.nodes;
  expect(entry).toMatchObject({ id: fileId, name: 'plan.txt' });
  const response = await door.ask(null, 'GET', entry.url);
  expect([response.status, await response.text()]).toEqual([200, 'what a link opens']);
  const { session } = opened;
  expect(await open(token, { session, nodeId: other })).toBeNull();
  expect((await door.ask(null, 'GET', `/f/l/${session}/${other}/x`)).status).toBe(404);
  expect((await door.ask(null, 'GET', `/f/l/${session}x/${fileId}/x`)).status).toBe(404);
  expect((await door.ask(null, 'GET', `/f/s/${session}/x`)).status).toBe(404);
  expect(await open(`${token}x`)).toBeNull();
  const noted = await door.one(
    `select array_agg(kind order by id) as kinds, array_agg(distinct person_id) as people from activity where link_id = $1`,
    [id],
  );
  expect(noted).toEqual({ kinds: ['SHARED', 'VIEWED', 'DOWNLOADED'], people: [anna.id, null] });
});

test('what is kept of a link does not open it', async () => {
  const { id, token } = await link(fileId, { password: 'a good password' });
  const row = await door.one<{ text: string }>(`select l::text as text from share_link l where id = $1`, [
    id,
  ]);
  expect(row?.text).not.toContain(token);
  expect(row?.text).toContain('$argon2id$');
  const keys = await door.one<{ text: string }>(`select string_agg(k::text, ' ') as text from client_key k`);
  expect(keys?.text).not.toContain(token);
});

test('a link can be copied again by those who may share, and is told in the sentence', async () => {
  const id = await door.aFile(anna, randomBytes(10), { name: 'told.bin' });
  const friday = new Date(Date.now() + 2 * 86_400_000);
  const made = await link(id, { expiresAt: friday.toISOString() });
  const day = friday.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  expect(await door.files.must(anna, LINKS, { id })).toEqual({
    sharing: 'PUBLIC',
    audienceText: `Anna can open it, and anyone with the link until ${day} ${friday.toISOString().slice(11, 16)} UTC.`,
    audience: { links: { count: 1, isOpen: true, areLocked: false, until: friday.toISOString() } },
    links: [{ id: made.id, url: `/l/${made.token}` }],
  });
  await door.files.give(id, 'USER', bo.id, ['VIEW']);
  expect((await door.files.must(bo, LINKS, { id })).links).toEqual([]);
  await revoke(made.id);
  expect((await door.files.must(anna, LINKS, { id })).links).toEqual([]);
});

test('a password closes it, and attempts are limited', async () => {
  const { token } = await link(fileId, { password: 'a good password' });
  expect(await open(token)).toEqual({
    ...{
      name: null,
      rights: ['VIEW', 'DOWNLOAD'],
      needsPassword: true,
      session: null,
      entry: null,
      children: null,
    },
  });
  expect(await refused(token, { password: 'a bad password' })).toEqual(['INVALID']);
  expect(await open(token, { password: 'a good password' })).toMatchObject({ name: 'plan.txt' });
  for (let n = 0; n < 8; n += 1) {
    expect(await refused(token, { password: `guess ${String(n)}` })).toEqual(['INVALID']);
  }
  expect(await refused(token, { password: 'a good password' })).toEqual(['RATE_LIMITED']);
});

test('another password asks everybody again, and none lets everybody in', async () => {
  const { id, token } = await link(fileId, { password: 'a good password' });
  const UPDATE = `mutation ($input: UpdateShareLinkInput!) { updateShareLink(input: $input) { hasPassword version } }`;
  const lock = (password: string | null | undefined, expectedVersion: number) =>
    door.files.must(anna, UPDATE, { input: { linkId: id, password, expectedVersion, key: aKey() } });
  const { session } = await open(token, { password: 'a good password' });
  const look = () => door.ask(null, 'GET', `/f/l/${session}/${fileId}/plan.txt`).then(({ status }) => status);
  expect(await lock(undefined, 1)).toEqual({ hasPassword: true, version: 2 });
  expect([await look(), await open(token, { session })]).toMatchObject([200, { name: 'plan.txt' }]);
  expect(await lock('a better password', 2)).toEqual({ hasPassword: true, version: 3 });
  expect([await look(), await open(token, { session })]).toMatchObject([404, { needsPassword: true }]);
  expect(await refused(token, { password: 'a good password' })).toEqual(['INVALID']);
  expect(await open(token, { password: 'a better password' })).toMatchObject({ name: 'plan.txt' });
  expect(
    await door.files.codes(anna, UPDATE, {
      input: { linkId: id, password: 'short', expectedVersion: 3, key: aKey() },
    }),
  ).toEqual(['INVALID']);
  expect(await lock(null, 3)).toEqual({ hasPassword: false, version: 4 });
  expect([await look(), await open(token)]).toMatchObject([200, { name: 'plan.txt' }]);
  const keys = await door.one<{ text: string }>(`select string_agg(k::text, ' ') as text from client_key k`);
  expect(keys?.text).not.toContain('better');
});

test('openings are counted, at the same time too, and one is gone on with by its session', async () => {
  const { token, id } = await link(fileId, { maxUses: 3 });
  const all = await Promise.all(Array.from({ length: 8 }, () => open(token)));
  const opened = all.filter((each) => each !== null);
  expect(opened).toHaveLength(3);
  expect(await open(token, { session: opened[0].session })).toMatchObject({ name: 'plan.txt' });
  const other = await link(fileId, { maxUses: 1 });
  expect(await open(other.token, { session: opened[0].session })).not.toBeNull();
  expect(await open(other.token, { session: opened[0].session })).toBeNull();
  expect(await door.one('select use_count from share_link where id = $1', [id])).toEqual({ useCount: 3 });
});

test('to look is not to download', async () => {
  const { token } = await link(fileId, { rights: ['VIEW'] });
  const { session, entry } = await open(token);
  expect(entry.url).toBeNull();
  expect((await door.ask(null, 'GET', `/f/l/${session}/${fileId}/plan.txt`)).status).toBe(404);
});

test('a link is over when it ends, is revoked, or whoever made it may not share any more', async () => {
  const ended = await link(fileId, { expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  const { session } = await open(ended.token);
  await door.files.test.runtime.database.query(`update share_link set expires_at = now() where id = $1`, [
    ended.id,
  ]);
  expect(await open(ended.token)).toBeNull();
  expect((await door.ask(null, 'GET', `/f/l/${session}/${fileId}/plan.txt`)).status).toBe(404);
  await door.files.give(fileId, 'USER', bo.id, ['VIEW', 'SHARE', 'DOWNLOAD']);
  const passed = await link(fileId, {}, bo);
  expect(await open(passed.token)).toMatchObject({ name: 'plan.txt' });
  await door.files.test.runtime.database.query('delete from node_grant where grantee_id = $1', [bo.id]);
  expect(await open(passed.token)).toBeNull();
});

test('nobody makes a link of more than they have', async () => {
  const id = await door.aFile(anna, randomBytes(10), { name: 'bounded.bin' });
  await door.files.give(id, 'USER', bo.id, ['VIEW', 'SHARE']);
  const input = (more: object) => ({ input: { nodeId: id, rights: ['VIEW'], key: aKey(), ...more } });
  expect(await door.files.codes(bo, CREATE, input({ rights: ['DOWNLOAD'] }))).toEqual(['FORBIDDEN']);
  for (const more of [{ rights: ['EDIT'] }, { rights: [] }, { maxUses: 0 }, { password: 'short' }]) {
    expect(await door.files.codes(anna, CREATE, input(more))).toEqual(['INVALID']);
  }
  const made = await link(id, { maxUses: 2 });
  const change = { linkId: made.id, maxUses: null, expectedVersion: 1, key: aKey() };
  expect(await door.files.must(anna, UPDATE, { input: change })).toMatchObject({ maxUses: null, version: 2 });
  expect(await door.files.codes(anna, UPDATE, { input: { ...change, key: aKey() } })).toEqual(['CONFLICT']);
});

test('a download by a link stops when the link is revoked', async () => {
  const big = await door.aFile(anna, randomBytes(64 * MEGABYTE), { name: 'big.bin' });
  const made = await link(big);
  const { entry } = await open(made.token);
  const asking = httpGet(door.url + String(entry.url));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  // It is read once the link is over: what lies in sockets by then is all there is.
  await revoke(made.id);
  const closed = new Promise((resolve) => response.once('close', resolve));
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    response.pause();
    setTimeout(() => response.resume(), 5);
  });
  await closed;
  expect(size).toBeLessThan(64 * MEGABYTE);
  expect(response.complete).toBe(false);
  expect((await door.ask(null, 'GET', entry.url)).status).toBe(404);
});
