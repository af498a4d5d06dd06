import { randomBytes } from 'node:crypto';
import { newId, systemCaller, transaction, type Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor, sha256 } from '../../test/door.js';
import type { FilesContext } from '../context.js';
import { collectBlobs, sweepStrays } from './collect.service.js';
import { letGo, referTo } from './reference.service.js';

const HOUR_MS = 3_600_000;
let door: FilesDoor;
let me: Viewer;

beforeAll(async () => {
  door = await FilesDoor.open();
  me = await door.files.aPerson();
});
afterAll(() => door.stop());

const system = () => door.files.test.runtime.context(systemCaller('test')) as FilesContext;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

interface Blob {
  readonly storeKey: string;
  readonly refs: number;
  readonly state: string;
}

const blobOf = (bytes: Buffer) =>
  door.one<Blob>('select store_key, refs, state from blob where organization_id = $1 and sha256 = $2', [
    me.organizationId,
    sha256(bytes),
  ]);

const isKept = async (key = ''): Promise<boolean> => (await system().blobs.store(null).stat(key)) !== null;

/** Nothing refers to these bytes any more, as where their file was removed for good. */
const forgotten = (bytes: Buffer) =>
  transaction(system(), async (ctx) => {
    await ctx.db.query(
      `with gone as (delete from version where blob_sha256 = $1) update node set current_version_id = null
       where current_version_id in (select id from version where blob_sha256 = $1)`,
      [sha256(bytes)],
    );
    const { refs = 0 } = (await blobOf(bytes)) ?? {};
    await letGo(
      ctx,
      me.organizationId,
      Array.from({ length: refs }, () => sha256(bytes)),
    );
  });

test('the same bytes are kept once for an organisation, and again for another one', async () => {
  const bytes = randomBytes(1_000);
  const before = (await Array.fromAsync(system().blobs.store(null).list())).length;
  await door.aFile(me, bytes, { name: 'one.bin' });
  const first = await blobOf(bytes);
  await door.aFile(me, bytes, { name: 'two.bin' });
  expect(await blobOf(bytes)).toEqual({ storeKey: first?.storeKey, refs: 2, state: 'STORED' });
  expect(await Array.fromAsync(system().blobs.store(null).list())).toHaveLength(before + 1);
  const stranger = await door.files.aPerson({ organizationId: newId('organization') });
  await door.aFile(stranger, bytes);
  expect(await Array.fromAsync(system().blobs.store(null).list())).toHaveLength(before + 2);
});

test('what nothing refers to is removed a day later, and nothing else', async () => {
  const [used, unused] = [randomBytes(1_000), randomBytes(1_000)];
  await door.aFile(me, used);
  await door.aFile(me, unused);
  const { storeKey } = (await blobOf(unused)) ?? {};
  await forgotten(unused);
  await collectBlobs(system(), inHours(23));
  expect([await isKept(storeKey), (await blobOf(unused))?.refs]).toEqual([true, 0]);
  await collectBlobs(system(), inHours(25));
  expect([await isKept(storeKey), await blobOf(unused)]).toEqual([false, undefined]);
  expect(await isKept((await blobOf(used))?.storeKey)).toBe(true);
});

test('what comes again before that is what it was', async () => {
  const bytes = randomBytes(1_000);
  await door.aFile(me, bytes);
  const before = await blobOf(bytes);
  await forgotten(bytes);
  await door.aFile(me, bytes);
  await collectBlobs(system(), inHours(25));
  expect(await blobOf(bytes)).toEqual({ ...before, refs: 1 });
  expect(await isKept(before?.storeKey)).toBe(true);
});

test('what comes again while it is being removed brings its own bytes, and keeps them', async () => {
  const bytes = randomBytes(1_000);
  await door.aFile(me, bytes);
  const before = await blobOf(bytes);
  await forgotten(bytes);
  // Marked, and whoever removes it was killed before they did.
  await door.files.test.runtime.database.query(`update blob set state = 'COLLECTED' where sha256 = $1`, [
    sha256(bytes),
  ]);
  await door.aFile(me, bytes);
  const after = await blobOf(bytes);
  expect(after).toMatchObject({ refs: 1, state: 'STORED' });
  expect(after?.storeKey).not.toBe(before?.storeKey);
  await collectBlobs(system(), inHours(25));
  expect(await isKept(after?.storeKey)).toBe(true);
});

test('who refers to bytes at the moment in which they are marked waits, and has them', async () => {
  const bytes = randomBytes(1_000);
  await door.aFile(me, bytes);
  const { storeKey = '' } = (await blobOf(bytes)) ?? {};
  await forgotten(bytes);
  await transaction(system(), async (ctx) => {
    const stored = { sha256: sha256(bytes), size: bytes.length, storeKey: newId('blob'), region: null };
    expect((await referTo(ctx, me.organizationId, stored)).storeKey).toBe(storeKey);
    // Not committed yet: the row is held, and passed by.
    await collectBlobs(system(), inHours(25));
  });
  expect([await isKept(storeKey), (await blobOf(bytes))?.refs]).toEqual([true, 1]);
});

test('what was left behind in the store is swept away, but nothing that is under way', async () => {
  const store = system().blobs.store(null);
  const key = newId('blob');

  await store.put(
    key,
    (async function* () {
      yield Buffer.from('left behind');
    })(),
  );
  const { id } = await door.begin(me, 5);
  const row = await door.one<{ storeKey: string; progress: { handle: string } }>(
    'select store_key, progress from upload where id = $1',
    [id],
  );
  const growing = { key: row?.storeKey ?? '', handle: 'disk' };
  await store.seal(growing);
  await sweepStrays(system(), inHours(47));
  expect(await isKept(key)).toBe(true);
  await sweepStrays(system(), inHours(49));
  expect([await isKept(key), await isKept(growing.key)]).toEqual([false, true]);
});
