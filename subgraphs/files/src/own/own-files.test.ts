import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles, take } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const ALL = ['RECENT', 'FAVORITES', 'TRASH', 'USAGE', 'FILES'];

/** Listens for somebody, who is told first that all of it is to be read. */
async function listening(who: Viewer) {
  const stream = files.as(who).follow('subscription { ownFilesSignals { about } }', {});
  const next = async (): Promise<string[]> => (await take(stream, 1))[0]?.data.ownFilesSignals.about;
  expect(await next()).toEqual(ALL);
  /** Everything that is told until all of these were. */
  const until = async (parts: readonly string[]): Promise<string[]> => {
    const heard = new Set<string>();
    while (!parts.every((part) => heard.has(part))) for (const part of await next()) heard.add(part);
    return [...heard].toSorted();
  };
  return { until, stop: () => stream.return() };
}

async function aTeamOf(members: number): Promise<Viewer[]> {
  const [organizationId, teamId] = [newId('organization'), newId('team')];
  await files.say('teamChanged', { teamId, organizationId, name: 'readers' });
  return files.people(Array.from({ length: members }, () => ({ organizationId, teamIds: [teamId] })));
}

const MARK = `mutation ($input: SetFavoriteInput!) { setFavorite(input: $input) { ... on File { id } } }`;
const deed = (name: string): string =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

test('one is told what of one’s own is no longer as it was, and nobody else is', async () => {
  const [anna, bo] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const own = await listening(anna);
  const others = await listening(bo);
  const fileId = await files.aFile(anna);
  expect(await own.until(['RECENT', 'USAGE'])).not.toContain('TRASH');
  await files.must(anna, MARK, { input: { nodeId: fileId, favorite: true, key: aKey() } });
  await own.until(['FAVORITES']);
  await files.must(anna, deed('trash'), { input: { nodeIds: [fileId], key: aKey() } });
  expect(await own.until(['TRASH'])).not.toContain('USAGE');
  await files.must(anna, deed('deleteForever'), { input: { nodeIds: [fileId], key: aKey() } });
  await own.until(['TRASH', 'USAGE']);
  // The first thing that the other hears is of their own.
  await files.aFolder(bo, 'Mine');
  const theirs = await files.aFile(bo);
  await files.must(bo, MARK, { input: { nodeId: theirs, favorite: true, key: aKey() } });
  expect(await others.until(['FAVORITES'])).not.toContain('TRASH');
  await Promise.all([own.stop(), others.stop()]);
});

test('who is in a team is told of what the team throws away', async () => {
  const people = await aTeamOf(2);
  const [anna, bo] = people as [Viewer, Viewer];
  const TEAM = '{ viewer { teamFolders { id } } }';
  const { teamFolders } = await files.must(anna, TEAM);
  const folderId = teamFolders[0].id as string;
  const fileId = await files.aFile(anna, { folderId, name: 'together.txt' });
  const told = await listening(bo);
  await files.must(anna, deed('trash'), { input: { nodeIds: [fileId], key: aKey() } });
  expect(await told.until(['TRASH'])).toEqual(['TRASH']);
  await told.stop();
});

test('a hundred files that are thrown away are told once', async () => {
  const [anna] = (await files.people([{}])) as [Viewer];
  const nodeIds = await Promise.all(
    Array.from({ length: 100 }, (_, n) => files.aFile(anna, { name: `${String(n)}.txt` })),
  );
  await files.must(anna, deed('trash'), { input: { nodeIds, key: aKey() } });
  const rows: { count: number }[] = await files.test.runtime.database.query(
    `select count(*)::int from log where stream = $1 and data ->> 'part' = 'TRASH'`,
    [`own:${anna.id}`],
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test('with whom something was shared is told when it is thrown away and when it comes back', async () => {
  const [anna, bo] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const folderId = await files.aFolder(anna, 'Given');
  const fileId = await files.aFile(anna, { folderId });
  await files.give(fileId, 'USER', bo.id, ['VIEW']);
  const stream = files.as(bo).follow('subscription { sharingSignals { cursor } }', {});
  await take(stream, 1);
  await files.must(anna, deed('trash'), { input: { nodeIds: [folderId], key: aKey() } });
  expect(await take(stream, 1)).toHaveLength(1);
  await files.must(anna, deed('restoreFromTrash'), { input: { nodeIds: [folderId], key: aKey() } });
  expect(await take(stream, 1)).toHaveLength(1);
  await stream.return();
});
