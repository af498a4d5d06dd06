import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor } from '../../test/door.js';
import { aKey, take } from '../../test/files.js';
import { noteTouch } from './touch.service.js';
import { forgetOldActivity } from '../activity-retention/activity-retention.service.js';

let door: FilesDoor;
let anna: Viewer;
let bo: Viewer;
beforeAll(async () => {
  door = await FilesDoor.open();
  [anna, bo] = (await door.files.people([{}, {}])) as [Viewer, Viewer];
});
afterAll(() => door.stop());

const ACTIVITY = `query ($id: ID!, $kinds: [FileActivityKind!]) { file(id: $id) { activity(kinds: $kinds) { nodes {
  kind country user { id } link { id recipient } item { ... on File { id } } } } } }`;
const FOLLOW = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) { __typename
  ... on FileTouched { activity { kind user { id } } } } }`;
const LINK = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { id url } }`;
const OPEN = `query ($token: String!) { openShareLink(token: $token) { entry { url } } }`;

const kindsSeenBy = async (who: Viewer, id: string): Promise<string[]> =>
  (await door.files.must(who, ACTIVITY, { id })).activity.nodes.map(({ kind }: { kind: string }) => kind);

test('who took a copy is told live and kept, with the country, to those who may change it', async () => {
  const id = await door.aFile(anna, Buffer.from('activity one'), { name: 'one.txt' });
  await door.files.give(id, 'USER', bo.id, ['VIEW', 'DOWNLOAD']);
  const after = (await door.files.must(anna, `query ($id: ID!) { file(id: $id) { liveCursor } }`, { id }))
    .liveCursor;
  const [owners, lookers] = [anna, bo].map((who) => door.files.as(who).follow(FOLLOW, { id, after }));
  if (!owners || !lookers) throw new Error('Two follow');
  await Promise.all([take(owners, 1), take(lookers, 1)]);
  await (await door.ask({ ...anna, country: 'KE' }, 'GET', `/f/files/${id}/one.txt`)).text();
  const touched = { __typename: 'FileTouched', activity: { kind: 'DOWNLOADED', user: { id: anna.id } } };
  expect((await take(owners, 1))[0]?.data).toEqual({ fileEvents: touched });
  expect((await take(lookers, 1))[0]?.data).toEqual({ fileEvents: { ...touched, activity: null } });
  await Promise.all([owners.return(), lookers.return()]);
  const { nodes } = (await door.files.must(anna, ACTIVITY, { id, kinds: ['DOWNLOADED'] })).activity;
  expect(nodes).toEqual([
    { kind: 'DOWNLOADED', country: 'KE', user: { id: anna.id }, link: null, item: { id } },
  ]);
  expect(await kindsSeenBy(bo, id)).toEqual([]);
  await (await door.ask(bo, 'GET', `/f/files/${id}/one.txt`)).text();
  expect(await kindsSeenBy(bo, id)).toEqual(['DOWNLOADED']);
  expect(await kindsSeenBy(anna, id)).toEqual(['DOWNLOADED', 'DOWNLOADED', 'UPLOADED']);
});

test('what strangers do by a link is written down with the link', async () => {
  const id = await door.aFile(anna, Buffer.from('activity two'), { name: 'two.txt' });
  const input = { nodeId: id, rights: ['DOWNLOAD'], recipient: 'Ms. Moe', key: aKey() };
  const made = await door.files.must(anna, LINK, { input });
  const { entry } = await door.files.must(null, OPEN, { token: made.url.slice(3) });
  await (await door.ask(null, 'GET', entry.url)).text();
  const link = { id: made.id, recipient: 'Ms. Moe' };
  const { nodes } = (await door.files.must(anna, ACTIVITY, { id, kinds: ['VIEWED', 'DOWNLOADED', 'SHARED'] }))
    .activity;
  expect(nodes).toMatchObject([
    { kind: 'DOWNLOADED', user: null, link },
    { kind: 'VIEWED', user: null, link },
    { kind: 'SHARED', user: { id: anna.id }, link },
  ]);
});

test('where a request came from counts more than where somebody usually is, and is known of strangers too', async () => {
  const id = await door.aFile(anna, Buffer.from('activity of countries'), { name: 'countries.txt' });
  const from = (country: string) => ({ headers: { 'x-country': country } });
  await (
    await door.ask({ ...anna, country: 'KE' }, 'GET', `/f/files/${id}/countries.txt`, from('FR'))
  ).text();
  const made = await door.files.must(anna, LINK, {
    input: { nodeId: id, rights: ['DOWNLOAD'], key: aKey() },
  });
  const { entry } = await door.files.must(null, OPEN, { token: made.url.slice(3) });
  await (await door.ask(null, 'GET', entry.url, from('JP'))).text();
  const { nodes } = (await door.files.must(anna, ACTIVITY, { id, kinds: ['DOWNLOADED'] })).activity;
  expect(nodes).toMatchObject([
    { country: 'JP', user: null },
    { country: 'FR', user: { id: anna.id } },
  ]);
});

test('one look is one line, also where several parts of it are asked for at once', async () => {
  const id = await door.aFile(anna, Buffer.from('activity of looks'), { name: 'looks.txt' });
  const node = { id, organizationId: anna.organizationId, region: null };
  const look = () => noteTouch(door.files.context(anna), { node, kind: 'VIEWED' });
  await Promise.all(Array.from({ length: 8 }, look));
  expect(await kindsSeenBy(anna, id)).toEqual(['VIEWED', 'UPLOADED']);
});

test('what was done more than a year ago is forgotten', async () => {
  const id = await door.aFile(anna, Buffer.from('activity three'), { name: 'three.txt' });
  await door.files.test.runtime.database.query(
    `update activity set at = now() - interval '366 days' where node_id = $1`,
    [id],
  );
  const newer = await door.aFile(anna, Buffer.from('activity four'), { name: 'four.txt' });
  await forgetOldActivity(door.files.context(anna));
  expect(await kindsSeenBy(anna, id)).toEqual([]);
  expect(await kindsSeenBy(anna, newer)).toEqual(['UPLOADED']);
});
