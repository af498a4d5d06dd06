import { createHash, randomBytes } from 'node:crypto';
import { type Viewer, newId, systemCaller } from '@parley/kit';
import { runTool } from '@parley/kit/tool';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectBlobs } from '../blob/collect.service.js';
import type { FilesContext } from '../context.js';
import { type TestFiles, startFiles } from '../../test/files.js';
import { takeAwaited } from './recording.job.js';
import { takeRecording } from './recording.service.js';

const HOUR_MS = 3_600_000;

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles({ FILE_ALLOWED_TYPES: 'video/*,.txt' });
});
afterAll(() => files.stop());

const ctx = () => files.test.runtime.context(systemCaller('test')) as FilesContext;

const anyBytes = (): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypisom'), randomBytes(5_000)]);

/** A second of one colour, as it can be played. */
const aFilm = (colour: string): Promise<Buffer> => {
  const input = ['-v', 'error', '-f', 'lavfi', '-i', `color=${colour}:size=320x180:rate=15:duration=1`];
  return runTool('ffmpeg', [...input, '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1']);
};

/** Meetings tell of a recording; without `isThere` its bytes cannot be had. */
async function told(
  owner: Viewer,
  audience: readonly Viewer[],
  { isThere = true, name = 'Weekly.mp4', film = anyBytes() } = {},
) {
  const recordingId = newId('recording');
  if (isThere) files.meetings.films.set(recordingId, film);
  const data = {
    ...{ recordingId, organizationId: owner.organizationId, ownerId: owner.id, name },
    ...{ audienceIds: [owner, ...audience].map(({ id }) => id), size: film.length },
    sha256: createHash('sha256').update(film).digest('hex'),
  };
  files.meetings.say(`told:${recordingId}`, 'recordingMade', data);
  await files.drained();
  return { recordingId, film, data };
}

interface Taken {
  readonly kind: string;
  readonly data: { readonly fileId?: string; readonly because?: string };
}

/** What files tell meetings of a recording. */
const answersTo = async (recordingId: string): Promise<Taken[]> =>
  files.test.runtime.database.query(
    `select kind, data from log where kind in ('recordingTaken', 'recordingRefused') and data ->> 'recordingId' = $1`,
    [recordingId],
  );

async function taken(recordingId: string): Promise<string> {
  await expect.poll(() => answersTo(recordingId), { timeout: 10_000 }).toHaveLength(1);
  const [answer] = await answersTo(recordingId);
  return answer?.data.fileId ?? answer?.data.because ?? '';
}

const READ = `query ($id: ID!) { file(id: $id) { name size mediaType owner { ... on User { id } } folder { name } viewerCan } }`;

test('a recording becomes a file of whoever started it, shared with those who were there', async () => {
  const [owner, wanjiru, stranger] = (await files.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  const { recordingId, film } = await told(owner, [wanjiru]);
  const id = await taken(recordingId);
  expect(await files.must(owner, READ, { id })).toMatchObject({
    ...{ name: 'Weekly.mp4', size: film.length, mediaType: 'video/mp4', folder: { name: 'Recordings' } },
  });
  const theirs = await files.must(wanjiru, READ, { id });
  expect(theirs).toMatchObject({ name: 'Weekly.mp4', folder: null });
  expect(theirs.viewerCan).toContain('READ');
  expect(theirs.viewerCan).not.toContain('SHARE');
  expect(await files.codes(stranger, READ, { id })).toEqual(['NOT_FOUND']);
  expect(
    await files.must(wanjiru, '{ viewer { sharedWithMe { nodes { item { ... on File { id } } } } } }'),
  ).toMatchObject({
    sharedWithMe: { nodes: [{ item: { id } }] },
  });
});

test('hearing of it twice, and bringing it twice, makes one file', async () => {
  const [owner] = (await files.people([{}])) as [Viewer];
  const { recordingId, data } = await told(owner, []);
  await Promise.all([takeRecording(ctx(), recordingId), takeRecording(ctx(), recordingId)]);
  await taken(recordingId);
  files.meetings.say(`told:${recordingId}`, 'recordingMade', data);
  await files.drained();
  await takeRecording(ctx(), recordingId);
  expect(await answersTo(recordingId)).toHaveLength(1);
});

test('what a process left that was killed is brought by another', async () => {
  const [owner] = (await files.people([{}])) as [Viewer];
  const { recordingId, film } = await told(owner, [], { isThere: false });
  // It said that it brings the bytes, and nothing more.
  const { database } = files.test.runtime;
  const set = `update taken_recording set told_at = now() - interval '1 hour', worked_at = now() - $2::interval
    where recording_id = $1`;
  files.meetings.films.set(recordingId, film);
  await database.query(set, [recordingId, '10 seconds']);
  await takeAwaited(ctx());
  expect(await answersTo(recordingId)).toEqual([]);
  await database.query(set, [recordingId, '2 minutes']);
  await takeAwaited(ctx());
  expect(await answersTo(recordingId)).toHaveLength(1);
});

test('other bytes than those that were told of become no file', async () => {
  const [owner] = (await files.people([{}])) as [Viewer];
  const { recordingId } = await told(owner, [], { isThere: false });
  files.meetings.films.set(recordingId, randomBytes(5_012));
  await files.test.runtime.database.query(
    `update taken_recording set worked_at = null where recording_id = $1`,
    [recordingId],
  );
  await expect(takeRecording(ctx(), recordingId)).rejects.toThrow('not what was told of');
  expect(await answersTo(recordingId)).toEqual([]);
});

test('whose owner is gone is refused', async () => {
  const [owner] = (await files.people([{}])) as [Viewer];
  const gone = { ...owner, id: newId('user') };
  const { recordingId } = await told(gone, []);
  expect(await taken(recordingId)).toBe('Whoever started this recording is gone.');
});

/** Where the bytes of a file are. */
async function storeKeyOf(fileId: string): Promise<string> {
  const rows: { store_key: string }[] = await files.test.runtime.database.query(
    `select b.store_key from version v
     join blob b on b.organization_id = (select organization_id from node where id = $1) and b.sha256 = v.blob_sha256
     where v.node_id = $1`,
    [fileId],
  );
  return rows[0]?.store_key ?? '';
}

const HOLD_ENDS_NOT = { lifted: false, channelIds: [] };

test.for([
  ['whose time is over goes, and its bytes a day later', 'red', 'NOBODY', false],
  ['of somebody who is held stays', 'blue', 'OWNER', true],
  ['that somebody who is held is in stays', 'green', 'OTHER', true],
] as const)('a film %s', async ([, colour, whoIsHeld, stays]) => {
  const [owner, other] = (await files.people([{}, {}])) as [Viewer, Viewer];
  const { recordingId } = await told(owner, [other], { film: await aFilm(colour) });
  const id = await taken(recordingId);
  const storeKey = await storeKeyOf(id);
  const { organizationId } = owner;
  const userIds = whoIsHeld === 'OWNER' ? [owner.id] : [other.id];
  const holdId = newId('legal_hold');
  if (whoIsHeld !== 'NOBODY') {
    await files.say('legalHoldChanged', { holdId, organizationId, userIds, ...HOLD_ENDS_NOT });
  }
  files.meetings.say(`told:${recordingId}`, 'recordingForgotten', { recordingId });
  await files.drained();
  const { database } = files.test.runtime;
  expect(await database.query('select id from node where id = $1', [id])).toHaveLength(stays ? 1 : 0);
  const store = ctx().blobs.store(null);
  await collectBlobs(ctx(), new Date(Date.now() + 23 * HOUR_MS));
  expect(await store.stat(storeKey)).not.toBeNull();
  await collectBlobs(ctx(), new Date(Date.now() + 25 * HOUR_MS));
  expect((await store.stat(storeKey)) !== null).toBe(stays);
});
