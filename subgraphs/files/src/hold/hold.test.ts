import { type Viewer, newId, systemCaller, transaction } from '@parley/kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';
import { channelFolderId } from '../node/root.service.js';
import { emptyTrash } from '../trash/trash.service.js';

let files: TestFiles;
let organizationId: string;
let anna: Viewer;
let bo: Viewer;
const teamId = newId('team');
beforeAll(async () => {
  files = await startFiles();
});
beforeEach(async () => {
  organizationId = newId('organization');
  const of = { organizationId, teamIds: [teamId] };
  [anna, bo] = (await files.people([of, of])) as [Viewer, Viewer];
});
afterAll(() => files.stop());

const DELETE = `mutation ($input: DeleteForeverInput!) { deleteForever(input: $input) { id } }`;
const MOVE = `mutation ($input: UpdateFileInput!) { updateFile(input: $input) { id } }`;
const TEAMS = `{ viewer { teamFolders { id } } }`;
const what = (...nodeIds: string[]) => ({ input: { nodeIds, key: aKey() } });

async function hold(named: { userIds?: string[]; channelIds?: string[] }, lifted?: string): Promise<string> {
  const holdId = lifted ?? newId('legal_hold');
  const told = { userIds: [], channelIds: [], ...named, holdId, organizationId };
  await files.say('legalHoldChanged', { ...told, lifted: lifted !== undefined });
  return holdId;
}

const isThere = async (id: string): Promise<boolean> => {
  const rows: unknown[] = await files.test.runtime.database.query('select from node where id = $1', [id]);
  return rows.length === 1;
};

/** Long ago, as far as the trash is concerned. */
async function longAgo(id: string): Promise<void> {
  const { database } = files.test.runtime;
  await database.query(
    `update node set trashed_at = now() - interval '99 days' where ancestors @> array[$1]`,
    [id],
  );
  await emptyTrash(files.test.runtime.context(systemCaller('test')));
}

async function expectKept(who: Viewer, id: string): Promise<void> {
  const { errors } = await files.as(who).run(DELETE, what(id));
  expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  expect(errors?.[0]?.message).toContain('A legal hold keeps it');
  await longAgo(id);
  expect(await isThere(id)).toBe(true);
}

test('what somebody has who is held is removed neither by them nor by its age, until the hold ends', async () => {
  const folderId = await files.aFolder(anna);
  const kept = await files.aFile(anna, { folderId });
  const others = await files.aFile(bo);
  await files.throwAway(anna, folderId);
  await files.throwAway(bo, others);
  const holdId = await hold({ userIds: [anna.id] });
  await expectKept(anna, folderId);
  await longAgo(others);
  expect([await isThere(kept), await isThere(others)]).toEqual([true, false]);
  await hold({ userIds: [anna.id] }, holdId);
  await files.must(anna, DELETE, what(folderId));
  expect(await isThere(kept)).toBe(false);
});

test('a hold of another organisation, or of others, keeps nothing', async () => {
  const id = await files.aFile(anna);
  await files.throwAway(anna, id);
  await hold({ userIds: [bo.id], channelIds: [newId('channel')] });
  await files.say('legalHoldChanged', {
    ...{ holdId: newId('legal_hold'), organizationId: newId('organization'), lifted: false },
    ...{ userIds: [anna.id], channelIds: [] },
  });
  await files.must(anna, DELETE, what(id));
  expect(await isThere(id)).toBe(false);
});

test('what they made for others is kept, what they changed, and what left their space', async () => {
  const [shared] = (await files.must(bo, TEAMS)).teamFolders as { id: string }[];
  const folderId = shared?.id ?? '';
  const made = await files.aFile(anna, { folderId });
  const changed = await files.aFile(bo, { folderId });
  await files.aFile(anna, { fileId: changed });
  const mine = await files.aFolder(anna);
  const left = await files.aFile(bo, { folderId: mine, name: 'left.txt' });
  const input = { fileId: left, folderId, expectedVersion: 2, key: aKey() };
  await files.must(anna, MOVE, { input });
  const own = await files.aFile(bo, { folderId });
  await hold({ userIds: [anna.id] });
  for (const id of [made, changed, left]) {
    await files.throwAway(bo, id);
    await expectKept(bo, id);
  }
  await files.throwAway(bo, own);
  await files.must(bo, DELETE, what(own));
  // Several are removed all together or not at all.
  const another = await files.aFile(bo, { folderId });
  await files.throwAway(bo, another);
  expect(await files.codes(bo, DELETE, what(another, made))).toEqual(['CONFLICT']);
  expect(await isThere(another)).toBe(true);
});

test('what was sent to a channel that is held is kept', async () => {
  const channel = { id: newId('channel'), organizationId };
  const folderId = await transaction(files.context(bo), (ctx) => channelFolderId(ctx, channel));
  const id = await files.aFile(bo, { folderId, name: 'sent.png' });
  await hold({ channelIds: [channel.id] });
  await files.throwAway(bo, id);
  await expectKept(bo, id);
});
