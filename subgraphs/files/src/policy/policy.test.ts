import type { Viewer } from '@parley/kit';
import { newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';
import { takes } from './policy.rules.js';
import { checkTaken } from './policy.service.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles({ FILE_MAX_SIZE: 1_000, FILE_ALLOWED_TYPES: 'image/*, .PDF' });
});
afterAll(() => files.stop());

const FIELDS = `{ maxFileSize allowedTypes personQuota teamQuota trashDays stripLocation version }`;
const SET = `mutation ($input: SetStoragePolicyInput!) { setStoragePolicy(input: $input) ${FIELDS} }`;

const aKeeper = (): Promise<Viewer> =>
  files.aPerson({ organizationId: newId('organization'), permissions: ['MANAGE_STORAGE'] });

const set = (who: Viewer, change: object, expectedVersion = 0) =>
  files.as(who).run(SET, { input: { ...change, expectedVersion, key: aKey() } });

test('what the installation allows holds until an organisation says otherwise, and bounds what it may say', async () => {
  const keeper = await aKeeper();
  expect(await files.must(keeper, `{ storagePolicy ${FIELDS} }`)).toEqual({
    ...{ maxFileSize: 1_000, allowedTypes: ['image/*', '.pdf'], personQuota: null, teamQuota: null },
    ...{ trashDays: 30, stripLocation: false, version: 0 },
  });
  const { data } = await set(keeper, {
    maxFileSize: 500,
    allowedTypes: [' .TXT', '.txt'],
    personQuota: 2_000,
  });
  expect(data.setStoragePolicy).toMatchObject({
    ...{ maxFileSize: 500, allowedTypes: ['.txt'], personQuota: 2_000, version: 1 },
  });
  expect((await set(keeper, { maxFileSize: null, stripLocation: true }, 1)).data.setStoragePolicy).toEqual({
    ...{ maxFileSize: 1_000, allowedTypes: ['.txt'], personQuota: 2_000, teamQuota: null },
    ...{ trashDays: 30, stripLocation: true, version: 2 },
  });
  expect(
    (await set(keeper, { trashDays: 3 }, 1)).errors?.map(({ extensions }) => extensions['code']),
  ).toEqual(['CONFLICT']);
});

test.each([
  ['maxFileSize', 1_001],
  ['maxFileSize', 0],
  ['personQuota', 0],
  ['trashDays', 0],
  ['trashDays', 3_651],
  ['allowedTypes', ['exe']],
  ['allowedTypes', Array.from({ length: 201 }, (_, n) => `.e${String(n)}`)],
])('%s is not %j', async (field, value) => {
  const keeper = await aKeeper();
  const { errors } = await set(keeper, { [field]: value });
  expect(errors?.map(({ extensions }) => [extensions['code'], extensions['field']])).toEqual([
    ['INVALID', field],
  ]);
});

test('what is set is written down for auditors', async () => {
  const keeper = await aKeeper();
  await set(keeper, { trashDays: 7 });
  const rows: unknown[] = await files.test.runtime.database.query(
    `select action, details ->> 'trashDays' as days from audit_entry where target_id = $1`,
    [keeper.organizationId],
  );
  expect(rows).toEqual([{ action: 'setStoragePolicy', days: '7' }]);
});

test.each<[readonly string[], string, string, boolean]>([
  [[], 'a.exe', 'application/x-msdownload', true],
  [['image/*'], 'a.png', 'image/png', true],
  [['image/*'], 'a.png', 'text/html', false],
  [['.pdf'], 'a.PDF', 'application/octet-stream', true],
  [['.pdf'], 'pdf', 'application/octet-stream', false],
  [['application/pdf'], 'a', 'application/pdf', true],
])('%j take %s of the type %s: %s', (types, name, mediaType, taken) => {
  expect(takes(types, name, mediaType)).toBe(taken);
});

test('a file that is too large, or of a kind that is not taken, is refused before its bytes', async () => {
  const keeper = await aKeeper();
  const check = (size: number, name: string): Promise<void> =>
    checkTaken(files.context(keeper), keeper.organizationId, { name, size, mediaType: '' });
  await check(1_000, 'a.pdf');
  await expect(check(1_001, 'a.pdf')).rejects.toThrow('too large');
  await expect(check(10, 'a.exe')).rejects.toThrow('not taken');
});

test('what does not fit into somebody’s space is refused, and nothing of it is kept', async () => {
  const keeper = await aKeeper();
  await set(keeper, { personQuota: 10 });
  const fileId = await files.aFile(keeper, { content: 'eight by' });
  await expect(files.aFile(keeper, { content: 'four' })).rejects.toThrow('no room');
  await expect(files.aFile(keeper, { fileId, content: 'four' })).rejects.toThrow('no room');
  expect(
    await files.must(keeper, '{ viewer { storageUsed storageQuota recentFiles { nodes { id } } } }'),
  ).toEqual({
    ...{ storageUsed: 8, storageQuota: 10, recentFiles: { nodes: [{ id: fileId }] } },
  });
  await files.aFile(keeper, { content: 'ok' });
});
