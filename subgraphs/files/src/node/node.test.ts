import type { Viewer } from '@parley/kit';
import { newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const CREATE = `mutation ($input: CreateFolderInput!) { createFolder(input: $input) { id name version } }`;
const UPDATE_FOLDER = `mutation ($input: UpdateFolderInput!) { updateFolder(input: $input) { id name version } }`;
const UPDATE_FILE = `mutation ($input: UpdateFileInput!) { updateFile(input: $input)
  { id name description tags version folder { id } owner { id } } }`;
const FOLDER = `query ($id: ID!) { folder(id: $id) { id name version parent { id } path { name } owner { id } } }`;
const HOME = `{ viewer { home { id name version parent { id } path { id } owner { id } audienceText } } }`;

const two = async (): Promise<[Viewer, Viewer]> => {
  const [amara, jonas] = await files.people([{ displayName: 'Amara' }, { displayName: 'Jonas' }]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  return [amara, jonas];
};

const used = async (holderId: string): Promise<unknown> => {
  const rows: unknown[] = await files.test.runtime.database.query(
    'select bytes::int, files::int from usage where holder_id = $1',
    [holderId],
  );
  return rows[0];
};

test('everybody of an organisation has a folder of their own, the same each time', async () => {
  const [amara, jonas] = await two();
  const first = await files.must(amara, HOME);
  expect(first).toEqual({
    home: {
      id: expect.stringMatching(/^folder_/) as string,
      name: 'Home',
      version: 1,
      parent: null,
      path: [{ id: first.home.id }],
      owner: { id: amara.id },
      audienceText: 'Only Amara can open it.',
    },
  });
  expect(await files.must(amara, HOME)).toEqual(first);
  expect((await files.must(jonas, HOME)).home.id).not.toBe(first.home.id);
});

test('one asked for at the same time by many is made once', async () => {
  const [amara] = await two();
  const homes = await Promise.all(Array.from({ length: 8 }, () => files.home(amara)));
  expect(new Set(homes).size).toBe(1);
});

test('guests and customers have no folder of their own', async () => {
  const [guest, customer] = await files.people([{ kind: 'GUEST' }, { kind: 'CUSTOMER' }]);
  for (const who of [guest, customer]) {
    expect(await files.must(who ?? null, '{ viewer { home { id } } }')).toEqual({ home: null });
    const input = { name: 'Mine', key: aKey() };
    expect(await files.codes(who ?? null, CREATE, { input })).toEqual(['FORBIDDEN']);
  }
});

test('a team has a folder, of those who are in it', async () => {
  const teamId = newId('team');
  await files.say('teamChanged', { teamId, organizationId: files.organizationId, name: 'Exams' });
  const [amara, jonas, other] = await files.people([{ teamIds: [teamId] }, { teamIds: [teamId] }, {}]);
  const TEAM = `{ viewer { teamFolders { id name audienceText owner { id } } } }`;
  const mine = await files.must(amara ?? null, TEAM);
  const [folder] = mine.teamFolders;
  expect(folder).toMatchObject({
    name: 'Exams',
    audienceText: 'Only the team Exams can open it.',
    owner: null,
  });
  expect(await files.must(jonas ?? null, TEAM)).toEqual(mine);
  expect(await files.must(other ?? null, TEAM)).toEqual({ teamFolders: [] });
  expect(await files.codes(other ?? null, FOLDER, { id: folder.id })).toEqual(['NOT_FOUND']);
  const inside = await files.aFolder(amara as Viewer, 'Papers', folder.id);
  expect(await files.must(jonas ?? null, FOLDER, { id: inside })).toMatchObject({
    path: [{ name: 'Exams' }, { name: 'Papers' }],
  });
});

test('folders stand in each other, and a key makes one folder', async () => {
  const [amara] = await two();
  const input = { name: 'Plans', key: aKey() };
  const first = await files.must(amara, CREATE, { input });
  expect(await files.must(amara, CREATE, { input })).toEqual(first);
  expect(await files.codes(amara, CREATE, { input: { ...input, name: 'Other' } })).toEqual(['CONFLICT']);
  const inner = await files.aFolder(amara, '2027', first.id);
  expect(await files.must(amara, FOLDER, { id: inner })).toMatchObject({
    name: '2027',
    parent: { id: first.id },
    path: [{ name: 'Home' }, { name: 'Plans' }, { name: '2027' }],
    owner: { id: amara.id },
  });
});

test('two of the same name are not in one folder, whatever their case and width', async () => {
  const [amara] = await two();
  const folderId = await files.aFolder(amara);
  await files.aFolder(amara, 'Plan Ａ', folderId);
  for (const name of ['Plan Ａ', 'plan a', 'PLAN A']) {
    const input = { name, parentId: folderId, key: aKey() };
    expect(await files.codes(amara, CREATE, { input })).toEqual(['CONFLICT']);
  }
  await expect(files.aFile(amara, { folderId, name: 'plan a' })).rejects.toThrow('of this name');
});

test.each([
  ['../../etc', 'etc'],
  ['a\u0000b\r\nc', 'abc'],
  ['CON', 'CON_'],
  ['plan\u202Efdp.exe', 'planfdp.exe'],
  ['x'.repeat(300), 'x'.repeat(150)],
])('a folder called %j is %j', async (name, kept) => {
  const [amara] = await two();
  const input = { name, key: aKey() };
  expect((await files.must(amara, CREATE, { input })).name).toBe(kept);
});

test.each(['', '   ', '..', '\u202E', '///'])('nothing is called %j', async (name) => {
  const [amara] = await two();
  const { errors } = await files.as(amara).run(CREATE, { input: { name, key: aKey() } });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', 'name'],
  ]);
});

test('folders stand in each other fifty deep, files included', async () => {
  const [amara] = await two();
  let folderId = await files.home(amara);
  for (let depth = 2; depth < 50; depth += 1) folderId = await files.aFolder(amara, 'deeper', folderId);
  await files.aFile(amara, { folderId });
  const deepest = await files.aFolder(amara, 'deepest', folderId);
  await expect(files.aFile(amara, { folderId: deepest })).rejects.toThrow('50 deep');
});

test('a file is renamed, described and tagged; a version that was read before is refused', async () => {
  const [amara] = await two();
  const fileId = await files.aFile(amara, { name: 'plan.txt' });
  const changes = {
    name: 'plan 2027.txt',
    description: ' What we do ',
    tags: ['Exams', 'exams', ' ', 'a\tb'],
  };
  const input = { fileId, ...changes, expectedVersion: 2, key: aKey() };
  expect(await files.must(amara, UPDATE_FILE, { input })).toMatchObject({
    name: 'plan 2027.txt',
    description: 'What we do',
    tags: ['exams', 'a b'],
    version: 3,
  });
  const late = { fileId, name: 'late.txt', expectedVersion: 2, key: aKey() };
  expect(await files.codes(amara, UPDATE_FILE, { input: late })).toEqual(['CONFLICT']);
  const tags = Array.from({ length: 51 }, (_, n) => `tag ${String(n)}`);
  const many = { fileId, tags, expectedVersion: 3, key: aKey() };
  expect(await files.codes(amara, UPDATE_FILE, { input: many })).toEqual(['INVALID']);
});

test('a folder moves with all that is in it', async () => {
  const [amara] = await two();
  const [from, to] = [await files.aFolder(amara, 'From'), await files.aFolder(amara, 'To')];
  const inner = await files.aFolder(amara, 'Inner', from);
  const fileId = await files.aFile(amara, { folderId: inner });
  const input = { folderId: inner, parentId: to, name: 'Moved', expectedVersion: 1, key: aKey() };
  await files.must(amara, UPDATE_FOLDER, { input });
  expect(
    await files.must(amara, `query ($id: ID!) { file(id: $id) { folder { path { name } } } }`, {
      id: fileId,
    }),
  ).toEqual({ folder: { path: [{ name: 'Home' }, { name: 'To' }, { name: 'Moved' }] } });
  const around = { folderId: to, parentId: inner, expectedVersion: 1, key: aKey() };
  expect(await files.codes(amara, UPDATE_FOLDER, { input: around })).toEqual(['CONFLICT']);
});

test('what moves to another space belongs to whoever holds that, and is counted there', async () => {
  const teamId = newId('team');
  const [amara, jonas] = await files.people([{ teamIds: [teamId] }, {}]);
  const { teamFolders } = await files.must(amara ?? null, '{ viewer { teamFolders { id } } }');
  const fileId = await files.aFile(amara as Viewer, { content: 'twelve bytes' });
  expect(await used(amara?.id ?? '')).toEqual({ bytes: 12, files: 1 });
  const input = { fileId, folderId: teamFolders[0].id, expectedVersion: 2, key: aKey() };
  expect(await files.must(amara ?? null, UPDATE_FILE, { input })).toMatchObject({ owner: null });
  expect([await used(amara?.id ?? ''), await used(teamId)]).toEqual([
    { bytes: 0, files: 0 },
    { bytes: 12, files: 1 },
  ]);
  // Who may change what is not theirs does not take it away.
  await files.give(fileId, 'USER', jonas?.id ?? '', ['VIEW', 'EDIT']);
  const away = { fileId, folderId: await files.home(jonas as Viewer), expectedVersion: 3, key: aKey() };
  expect(await files.codes(jonas ?? null, UPDATE_FILE, { input: away })).toEqual(['FORBIDDEN']);
});

test('somebody who was given one file learns nothing of where it is', async () => {
  const [amara, jonas] = await two();
  const folderId = await files.aFolder(amara, 'Secret');
  const fileId = await files.aFile(amara, { folderId });
  await files.give(fileId, 'USER', jonas.id, ['VIEW']);
  const FILE = `query ($id: ID!) { file(id: $id) { id folder { name } viewerCan url } }`;
  expect(await files.must(jonas, FILE, { id: fileId })).toMatchObject({
    folder: null,
    viewerCan: ['READ'],
  });
  expect(await files.codes(jonas, FOLDER, { id: folderId })).toEqual(['NOT_FOUND']);
});
