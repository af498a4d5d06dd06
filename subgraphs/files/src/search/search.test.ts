import { newId, type Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';

let files: TestFiles;
let [anna, bo]: Viewer[] = [];
beforeAll(async () => {
  files = await startFiles();
  [anna, bo] = await files.people([{}, {}]);
});
afterAll(() => files.stop());

const SEARCH = `query ($query: String!, $filter: FileFilterInput, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
  searchFiles(query: $query, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    nodes { snippet file { id name } } pageInfo { hasNextPage endCursor startCursor } } }`;
const UPDATE = `mutation ($input: UpdateFileInput!) { updateFile(input: $input) { id } }`;

const viewer = (who: Viewer | undefined): Viewer => {
  if (!who) throw new Error('They were asked for');
  return who;
};

const search = (who: Viewer | undefined, query: string, more: object = {}) =>
  files.must(viewer(who), SEARCH, { query, ...more });

const namesFound = async (who: Viewer | undefined, query: string, more: object = {}): Promise<string[]> =>
  (await search(who, query, more)).nodes.map(({ file }: { file: { name: string } }) => file.name);

/** What the pipeline reads from a file. */
async function read(id: string, body: string): Promise<void> {
  await files.test.runtime.database.query(
    `insert into node_text (node_id, version_id, body) select id, current_version_id, $2 from node where id = $1
     on conflict (node_id) do update set body = excluded.body`,
    [id, body],
  );
}

test('files are found by their names, parts of them, what is in them and their tags, best first', async () => {
  const owner = viewer(anna);
  const inText = await files.aFile(owner, { name: 'notes.txt' });
  await read(inText, `${'word '.repeat(500)} the Quarterly <b>figures</b> of the ${'tail '.repeat(200)}`);
  const tagged = await files.aFile(owner, { name: 'other.txt' });
  const input = { fileId: tagged, tags: ['Quarterly'], expectedVersion: 2, key: aKey() };
  await files.must(owner, UPDATE, { input });
  await files.aFile(owner, { name: 'report_quarterly-2026.txt' });
  await files.aFile(owner, { name: 'quarterly' });
  expect(await namesFound(anna, 'quarterly')).toEqual([
    'quarterly',
    'report_quarterly-2026.txt',
    'other.txt',
    'notes.txt',
  ]);
  expect(await namesFound(anna, 'QUARTER 2026')).toEqual(['report_quarterly-2026.txt']);
  expect(await namesFound(anna, 'arterly rep')).toEqual(['report_quarterly-2026.txt']);
  await files.aFile(owner, { name: 'build 4e73ced34.log' });
  for (const part of ['4e73ced34', '4e73c', '73ced', 'ced34']) {
    expect(await namesFound(anna, part)).toEqual(['build 4e73ced34.log']);
  }
  const [{ snippet }] = (await search(anna, 'figures')).nodes;
  expect(snippet).toMatch(/^….*Quarterly &lt;b&gt;<mark>figures<\/mark>&lt;\/b&gt; of the tail .*…$/);
  expect((await search(anna, 'figures zebra')).nodes).toEqual([]);
});

test('case, accents and scripts make no difference', async () => {
  const owner = viewer(anna);
  for (const name of ['Übersicht für Zoë.txt', 'Отчёт.txt', '会議の議事録.txt']) {
    await files.aFile(owner, { name });
  }
  expect(await namesFound(anna, 'ubersicht ZOE')).toEqual(['Übersicht für Zoë.txt']);
  expect(await namesFound(anna, 'отчет')).toEqual(['Отчёт.txt']);
  expect(await namesFound(anna, '議事録')).toEqual(['会議の議事録.txt']);
});

test('nobody finds what they do not see, and everybody what they were given', async () => {
  const owner = viewer(anna);
  const folderId = await files.aFolder(owner);
  const id = await files.aFile(owner, { name: 'secretplan.txt', folderId });
  await read(id, 'hushhush');
  expect(await namesFound(bo, 'secretplan')).toEqual([]);
  expect(await namesFound(bo, 'hushhush')).toEqual([]);
  await files.give(folderId, 'USER', viewer(bo).id, ['UPLOAD']);
  expect(await namesFound(bo, 'hushhush')).toEqual([]);
  const foreigner = await files.aPerson({ organizationId: newId('organization') });
  expect(await namesFound(foreigner, 'secretplan')).toEqual([]);
  await files.give(id, 'USER', viewer(bo).id, ['VIEW']);
  expect(await namesFound(bo, 'hushhush')).toEqual(['secretplan.txt']);
  await files.throwAway(owner, folderId);
  expect(await namesFound(bo, 'hushhush')).toEqual([]);
  expect(await namesFound(anna, 'hushhush')).toEqual([]);
});

test('what is renamed, moved or read anew is found as it is now', async () => {
  const owner = viewer(anna);
  const [from, to] = [await files.aFolder(owner), await files.aFolder(owner)];
  const id = await files.aFile(owner, { name: 'before.txt', folderId: from });
  await files.give(to, 'USER', viewer(bo).id, ['VIEW']);
  await read(id, 'oldwords');
  await read(id, 'newwords');
  const input = { fileId: id, name: 'afterwards.txt', folderId: to, expectedVersion: 2, key: aKey() };
  await files.must(owner, UPDATE, { input });
  expect(await namesFound(bo, 'afterwards')).toEqual(['afterwards.txt']);
  expect(await namesFound(bo, 'newwords')).toEqual(['afterwards.txt']);
  expect(await namesFound(anna, 'oldwords')).toEqual([]);
  expect(await namesFound(anna, 'before')).toEqual([]);
});

/** Files of one folder, each a second older than the one before: as many as no walk through the newest reaches the end of. */
async function manyFiles(owner: Viewer, folderId: string, count: number, name: string): Promise<void> {
  await files.test.runtime.database.query(
    `insert into node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key, created_by_id,
       file_kind, media_type, size, scan, updated_at)
     select x.id, f.organization_id, 'FILE', f.id, f.ancestors || x.id, f.holder_id, x.name, x.name, x.name, $2,
       'DOCUMENT', 'text/plain', 1, 'CLEAN', now() - i * interval '1 second'
     from generate_series(1, $3::int) i, node f cross join lateral (
       select 'file_' || right(f.id, 10) || lpad(i::text, 16, '0') as id, $4 || ' ' || i as name) x where f.id = $1`,
    [folderId, owner.id, count, name],
  );
}

test('words of a name come before parts of its words, and those before texts, whatever is newer', async () => {
  const [dora] = await files.people([{}]);
  const owner = viewer(dora);
  const folderId = await files.aFolder(owner);
  for (const name of ['port.txt', 'ports 4e5fa.txt', 'report.txt', 'letter.txt']) {
    const id = await files.aFile(owner, { name, folderId });
    if (name === 'letter.txt') await read(id, 'the port of Rotterdam');
  }
  const inOrder = ['ports 4e5fa.txt', 'port.txt', 'report.txt', 'letter.txt'];
  expect(await namesFound(dora, 'port')).toEqual(inOrder);
  expect(await namesFound(dora, '4e5fa port')).toEqual(['ports 4e5fa.txt']);
  // The same where so many others are newer that only the indexes know of these.
  const older = `update node set updated_at = updated_at - interval '1 day' where parent_id = $1`;
  await files.test.runtime.database.query(older, [folderId]);
  await manyFiles(owner, folderId, 450, 'other');
  expect(await namesFound(dora, 'port')).toEqual(inOrder);
  expect((await namesFound(dora, 'port', { last: 2 })).toSorted()).toEqual(['letter.txt', 'report.txt']);
  expect(await namesFound(dora, 'port', { last: 2 })).toEqual(inOrder.slice(2));
});

test('texts of many files are found newest first, beyond those that are looked through', async () => {
  const [eve] = await files.people([{}]);
  const owner = viewer(eve);
  const folderId = await files.aFolder(owner);
  await manyFiles(owner, folderId, 1_200, 'sheet');
  await files.test.runtime.database.query(
    `insert into node_text (node_id, version_id, body)
     select n.id, '', case when row_number() over (order by n.updated_at desc) > 500 then 'late gardens' else 'early birds' end
     from node n where n.parent_id = $1`,
    [folderId],
  );
  const numbers = async (more: object): Promise<number[]> =>
    (await namesFound(eve, 'gardens', { filter: { folderId }, ...more })).map((name) =>
      Number(name.slice(6)),
    );
  expect(await numbers({ first: 3 })).toEqual([501, 502, 503]);
  expect(await numbers({ last: 3 })).toEqual([1_198, 1_199, 1_200]);
  const { pageInfo } = await search(eve, 'gardens', { first: 3 });
  expect(await numbers({ first: 2, after: pageInfo.endCursor })).toEqual([504, 505]);
  expect(await namesFound(eve, 'birds', { first: 2 })).toEqual(['sheet 1', 'sheet 2']);
});

test('of words that are everywhere the newest are shown, and what is called just so, however old', async () => {
  const [cleo] = await files.people([{}]);
  const owner = viewer(cleo);
  const folderId = await files.aFolder(owner);
  const called = await files.aFile(owner, { name: 'Zebra', folderId });
  await manyFiles(owner, folderId, 450, 'zebra');
  const { database } = files.test.runtime;
  await database.query(`update node set updated_at = now() - interval '1 day' where id = $1`, [called]);
  expect(await namesFound(cleo, 'zebra', { first: 3 })).toEqual(['Zebra', 'zebra 1', 'zebra 2']);
  await read(called, 'stripes in the savanna');
  expect(await namesFound(cleo, 'savanna', { first: 3 })).toEqual(['Zebra']);
  expect(await namesFound(cleo, 'zebra', { first: 3, filter: { folderId } })).toEqual([
    'Zebra',
    'zebra 1',
    'zebra 2',
  ]);
  expect(await namesFound(bo, 'zebra')).toEqual([]);
  await files.give(called, 'USER', viewer(bo).id, ['VIEW']);
  expect(await namesFound(bo, 'zebra')).toEqual(['Zebra']);
});

test('how many fit is told as far as they are counted, on every page, alone or beside them', async () => {
  const [finn, gwen] = await files.people([{}, {}]);
  const owner = viewer(finn);
  const [small, great] = [await files.aFolder(owner), await files.aFolder(owner)];
  await manyFiles(owner, small, 5, 'coral');
  await manyFiles(owner, great, 1_001, 'reef');
  const COUNT = `query ($query: String!, $filter: FileFilterInput) {
    searchFiles(query: $query, filter: $filter) { totalCount } }`;
  const BOTH = `query ($query: String!, $after: Cursor) { searchFiles(query: $query, first: 2, after: $after) {
    nodes { file { name } } totalCount pageInfo { endCursor } } }`;
  const count = async (who: Viewer | undefined, query: string, filter: object | null = null) =>
    (await files.must(viewer(who), COUNT, { query, filter })).totalCount as number | null;
  expect(await count(finn, 'coral')).toBe(5);
  expect(await count(finn, '', { folderId: small })).toBe(5);
  expect(await count(finn, 'reef', { folderId: small })).toBe(0);
  expect(await count(finn, 'reef')).toBeNull();
  expect(await count(gwen, 'reef')).toBe(0);
  await files.give(small, 'USER', viewer(gwen).id, ['VIEW']);
  expect(await count(gwen, 'coral')).toBe(5);
  const first = await files.must(owner, BOTH, { query: 'coral' });
  expect(first).toMatchObject({ nodes: [{ file: { name: 'coral 1' } }, {}], totalCount: 5 });
  const next = await files.must(owner, BOTH, { query: 'coral', after: first.pageInfo.endCursor });
  expect(next).toMatchObject({ nodes: [{ file: { name: 'coral 3' } }, {}], totalCount: 5 });
});

test('what is found is narrowed, turned over page by page, and asked for with words or a filter', async () => {
  const owner = viewer(anna);
  const folderId = await files.aFolder(owner);
  for (let n = 1; n <= 5; n += 1) await files.aFile(owner, { name: `page${String(n)}.txt`, folderId });
  await files.aFile(owner, { name: 'page6.txt' });
  const filter = { folderId };
  const all = await namesFound(anna, 'page', { filter });
  expect(all).toEqual([5, 4, 3, 2, 1].map((n) => `page${String(n)}.txt`));
  expect(await namesFound(anna, '', { filter })).toEqual(all);
  const first = await search(anna, 'page', { filter, first: 2 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(await namesFound(anna, 'page', { filter, first: 9, after: first.pageInfo.endCursor })).toEqual(
    all.slice(2),
  );
  const last = await search(anna, 'page', { filter, last: 2 });
  expect(last.nodes.map(({ file }: { file: { name: string } }) => file.name)).toEqual(all.slice(3));
  expect(await namesFound(anna, 'page', { filter, last: 9, before: last.pageInfo.startCursor })).toEqual(
    all.slice(0, 3),
  );
  expect(await files.codes(owner, SEARCH, { query: ' - ' })).toEqual(['INVALID']);
  expect(await files.codes(owner, SEARCH, { query: 'x'.repeat(201) })).toEqual(['INVALID']);
  expect((await search(anna, `'); drop table node; --`)).nodes).toEqual([]);
});
