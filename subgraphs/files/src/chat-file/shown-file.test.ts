import { type Viewer, newId, systemCaller, transaction } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';
import { channelFolderId } from '../node/root.service.js';
import { throwUnsent } from './shown-file.service.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const aChannel = async (...members: readonly Viewer[]): Promise<string> => {
  const channelId = newId('channel');
  await files.sayInChat(`told:${channelId}`, 'channelTold', {
    ...{ channelId, organizationId: files.organizationId, kind: 'GROUP', name: 'boards', region: null },
    ...{ access: [], memberIds: members.map(({ id }) => id) },
  });
  return channelId;
};

/** A file that went to a channel, and that no message shows yet. */
const anUnsent = async (who: Viewer, channelId: string): Promise<string> => {
  const channel = { id: channelId, organizationId: files.organizationId };
  const folderId = await transaction(files.context(who), (ctx) => channelFolderId(ctx, channel));
  return files.aFile(who, { folderId, name: 'photo.png' });
};

type Shows = readonly (readonly [channelId: string, ...people: Viewer[]])[];

/** Chat says where messages show a file. */
const shown = (fileId: string, shows: Shows, isAwaited = false): Promise<void> =>
  files.sayInChat(`told:${fileId}`, 'fileShown', {
    ...{ fileId, isAwaited },
    channels: shows.map(([channelId, ...people]) => ({ channelId, personIds: people.map(({ id }) => id) })),
  });

const FILE = `query ($id: ID!) { file(id: $id) { viewerCan } }`;
const can = async (who: Viewer, id: string): Promise<unknown> => {
  const { data, errors } = await files.as(who).run(FILE, { id });
  return errors?.[0]?.extensions['code'] ?? data.file.viewerCan;
};

const SENT = `query ($id: ID!) { _entities(representations: [{ __typename: "Channel", id: $id }]) {
  ... on Channel { files { nodes { id } } } } }`;
const sentTo = async (who: Viewer, id: string): Promise<string[]> =>
  (await files.must(who, SENT, { id }))[0].files.nodes.map((node: { id: string }) => node.id);

const told = async (fileId: string): Promise<{ kind: string; data: Record<string, unknown> }[]> =>
  files.test.runtime.database.query('select kind, data from log where stream = $1 order by seq', [
    `told:${fileId}`,
  ]);

const READS = ['READ', 'COMMENT', 'DOWNLOAD'];
const MOVE = `mutation ($input: ShareInput!) { share(input: $input) { id } }`;

test('what went to a channel is its sender’s alone until a message shows it, and again when none does', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const channelId = await aChannel(amara, jonas);
  const id = await anUnsent(amara, channelId);
  expect([await can(jonas, id), await sentTo(jonas, channelId), await sentTo(amara, channelId)]).toEqual([
    'NOT_FOUND',
    [],
    [],
  ]);
  expect(await can(amara, id)).toContain('MANAGE');
  for (let n = 0; n < 2; n += 1) await shown(id, [[channelId, amara]]);
  expect([await can(jonas, id), await sentTo(jonas, channelId)]).toEqual([READS, [id]]);
  await shown(id, []);
  expect([await can(jonas, id), await sentTo(amara, channelId)]).toEqual(['NOT_FOUND', []]);
  const trash = `{ viewer { trash { nodes { ... on File { id } } } } }`;
  expect(await files.must(amara, trash)).toEqual({ trash: { nodes: [{ id }] } });
  // A message that was taken from sight is shown again.
  await shown(id, [[channelId, amara]]);
  expect([await can(jonas, id), await sentTo(jonas, channelId)]).toEqual([READS, [id]]);
});

test('whoever may share a file gives it to those who read the message, and takes it back with that', async () => {
  const [amara, jonas, other] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const channelId = await aChannel(amara, jonas);
  const id = await files.aFile(amara);
  await shown(id, [[channelId, amara]]);
  expect([await can(jonas, id), await can(other, id), await sentTo(jonas, channelId)]).toEqual([
    READS,
    'NOT_FOUND',
    [id],
  ]);
  await shown(id, []);
  expect([await can(jonas, id), await can(amara, id)]).toEqual([
    'NOT_FOUND',
    expect.arrayContaining(['MANAGE']),
  ]);
});

test('nobody gives more than they have: not what they may not share, nor copies that they may not keep', async () => {
  const [amara, jonas, reader] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const channelId = await aChannel(jonas, reader);
  const [seen, noCopy, all] = [await files.aFile(amara), await files.aFile(amara), await files.aFile(amara)];
  await files.give(seen, 'USER', jonas.id, ['VIEW', 'DOWNLOAD']);
  await files.give(noCopy, 'USER', jonas.id, ['VIEW', 'SHARE']);
  await files.give(all, 'USER', jonas.id, ['VIEW', 'COMMENT', 'SHARE', 'DOWNLOAD']);
  for (const id of [seen, noCopy, all]) await shown(id, [[channelId, jonas]]);
  expect([await can(reader, seen), await can(reader, noCopy), await can(reader, all)]).toEqual([
    'NOT_FOUND',
    ['READ'],
    READS,
  ]);
});

test('what was sent to a channel is sent on by whoever reads it there, and by nobody who does not', async () => {
  const [amara, jonas, reader] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const [here, there] = [await aChannel(amara, jonas), await aChannel(jonas, reader)];
  const id = await anUnsent(amara, here);
  await shown(id, [[here, amara]]);
  await shown(id, [
    [here, amara],
    [there, reader],
  ]);
  expect(await can(reader, id)).toBe('NOT_FOUND');
  await shown(id, [
    [here, amara],
    [there, reader, jonas],
  ]);
  expect(await can(reader, id)).toEqual(READS);
});

test('what was locked out gives nothing, and a share that is there already stays as it is', async () => {
  const [amara, jonas] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const channelId = await aChannel(amara, jonas);
  const id = await files.aFile(amara);
  await files.must(amara, MOVE, {
    input: { nodeId: id, granteeId: channelId, rights: ['VIEW'], key: aKey() },
  });
  await shown(id, [[channelId, amara]]);
  await shown(id, []);
  expect(await can(jonas, id)).toEqual(['READ']);
  const gone = await files.aFile(amara);
  await files.say('userChanged', {
    ...{ userId: amara.id, organizationId: files.organizationId, kind: 'STAFF', state: 'SUSPENDED' },
    ...{ displayName: 'Amara', departmentIds: [], teamIds: [], roleIds: [] },
  });
  await shown(gone, [[channelId, amara]]);
  expect(await can(jonas, gone)).toBe('NOT_FOUND');
});

test('what was to be sent and was not goes to the trash after a day, unless a message waits for it', async () => {
  const amara = await files.aPerson();
  const channelId = await aChannel(amara);
  const [waits, left, sent] = [
    await anUnsent(amara, channelId),
    await anUnsent(amara, channelId),
    await anUnsent(amara, channelId),
  ];
  await shown(waits, [], true);
  await shown(sent, [[channelId, amara]]);
  const inTrash = async (): Promise<unknown> => {
    const rows: { id: string }[] = await files.test.runtime.database.query(
      'select id from node where id = any($1) and trashed_at is not null',
      [[waits, left, sent]],
    );
    return rows.map(({ id }) => id);
  };
  const ctx = files.test.runtime.context(systemCaller('test'));
  await throwUnsent(ctx);
  expect(await inTrash()).toEqual([]);
  await throwUnsent(ctx, new Date(Date.now() + 25 * 3_600_000));
  expect(await inTrash()).toEqual([left]);
});

test('others are told of a file when it comes, changes, goes to the trash and is gone, in the same breath', async () => {
  const amara = await files.aPerson();
  const id = await files.aFile(amara, { name: 'notes.txt', content: 'Hello' });
  const facts = {
    ...{ fileId: id, organizationId: files.organizationId, ownerId: amara.id, name: 'notes.txt', size: 5 },
    ...{ kind: 'DOCUMENT', mediaType: 'text/plain', isThere: true, channelIds: [], renditions: [] },
    ...{ width: null, height: null, durationSeconds: null, waveform: null },
  };
  expect(await told(id)).toMatchObject([{ kind: 'fileTold', data: facts }]);
  const channelId = await aChannel(amara);
  await files.must(amara, MOVE, {
    input: { nodeId: id, granteeId: channelId, rights: ['VIEW'], key: aKey() },
  });
  expect((await told(id)).at(-1)).toMatchObject({ data: { channelIds: [channelId] } });
  await files.throwAway(amara, id);
  expect((await told(id)).at(-1)).toMatchObject({ data: { isThere: false } });
  const FOREVER = `mutation ($input: DeleteForeverInput!) { deleteForever(input: $input) { id } }`;
  await files.must(amara, FOREVER, { input: { nodeIds: [id], key: aKey() } });
  expect((await told(id)).at(-1)).toEqual({ kind: 'fileForgotten', data: { fileId: id } });
});
