import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startS3Stub, type S3Stub } from '../../test/s3-stub.js';
import { DiskStore } from './disk-store.js';
import { openS3Store } from './s3-store.js';
import type { BlobStore, Growing } from './store.js';

const MEGABYTE = 1_048_576;
let folder: string;
let stub: S3Stub;
let number = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'));
  stub = await startS3Stub();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stub.stop();
});

const newKey = (): string => `blob_${String((number += 1)).padStart(6, '0')}`;

// What a stream gives is asked for as such.

async function* chunksOf(bytes: Buffer, size = 65_536): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(store: BlobStore, key: string, span?: { from: number; to: number }): Promise<Buffer> {
  return Buffer.concat((await (await store.read(key, span)).toArray()) as Buffer[]);
}

async function append(store: BlobStore, growing: Growing, from: number, bytes: Buffer): Promise<number> {
  const writer = await store.open(growing, from);
  for await (const chunk of chunksOf(bytes)) await writer.write(chunk);
  const size = await writer.flush();
  await writer.close();
  return size;
}

const openS3 = (): Promise<BlobStore> =>
  openS3Store({
    endpoint: stub.url,
    region: 'eu-central-1',
    bucket: 'files',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  });

describe.each([
  ['on disk', () => Promise.resolve<BlobStore>(new DiskStore(join(folder, 'store')))],
  ['in S3', openS3],
])('a blob %s', (_where, makeStore) => {
  let store: BlobStore;
  beforeAll(async () => {
    store = await makeStore();
  });

  test.each([0, 1, 70_000, 12 * MEGABYTE + 3])('of %i bytes comes back as it went', async (size) => {
    const [key, bytes] = [newKey(), randomBytes(size)];
    expect(await store.stat(key)).toBeNull();
    expect(await store.put(key, chunksOf(bytes))).toBe(size);
    expect(await store.stat(key)).toEqual({ size });
    expect((await readAll(store, key)).equals(bytes)).toBe(true);
  });

  test('is read in spans', async () => {
    const [key, bytes] = [newKey(), randomBytes(300_000)];
    await store.put(key, chunksOf(bytes));
    for (const [from, to] of [
      [0, 1],
      [100, 200_000],
      [299_999, 300_000],
    ] as const) {
      expect((await readAll(store, key, { from, to })).equals(bytes.subarray(from, to))).toBe(true);
    }
  });

  test('that is not there cannot be read, and is removed as often as one likes', async () => {
    const key = newKey();
    await expect(store.read(key)).rejects.toThrow();
    await store.remove(key);
    await store.put(key, chunksOf(randomBytes(10)));
    await store.remove(key);
    await store.remove(key);
    expect(await store.stat(key)).toBeNull();
  });

  test('whose source breaks off is not there, and leaves nothing', async () => {
    const key = newKey();

    const broken = async function* (): AsyncIterable<Buffer> {
      yield Buffer.alloc(6 * MEGABYTE);
      throw new TypeError('broken off');
    };
    await expect(store.put(key, broken())).rejects.toThrow('broken off');
    expect(await store.stat(key)).toBeNull();
    expect(await store.resume({ key, handle: 'disk' }, 0)).toBe(store instanceof DiskStore ? null : 0);
  });

  test('grows in parts of any size, and is there once it is sealed', async () => {
    const [key, bytes] = [newKey(), randomBytes(13 * MEGABYTE + 5)];
    const growing = { key, handle: await store.begin(key) };
    const cuts = [0, 3, 3 * MEGABYTE, 9 * MEGABYTE, 9 * MEGABYTE + 1, bytes.length];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[index + 1];
      expect(await append(store, growing, from, bytes.subarray(from, to))).toBe(to);
      expect(await store.resume(growing, to ?? 0)).toBe(to);
    }
    expect(await store.stat(key)).toBeNull();
    await store.seal(growing);
    await store.seal(growing);
    expect((await readAll(store, key)).equals(bytes)).toBe(true);
    expect(await store.resume(growing, bytes.length)).toBe(bytes.length);
  });

  test('that is empty can be sealed', async () => {
    const key = newKey();
    const growing = { key, handle: await store.begin(key) };
    await store.seal(growing);
    expect(await store.stat(key)).toEqual({ size: 0 });
  });

  test('takes back what a writer wrote, kept or not', async () => {
    const [key, bytes] = [newKey(), randomBytes(8 * MEGABYTE)];
    const growing = { key, handle: await store.begin(key) };
    await append(store, growing, 0, bytes.subarray(0, 1_000));
    const writer = await store.open(growing, 1_000);
    await writer.write(randomBytes(7 * MEGABYTE));
    writer.hurry();
    await writer.flush();
    await writer.write(Buffer.from('more'));
    await writer.undo();
    await writer.close();
    expect(await store.resume(growing, 1_000)).toBe(1_000);
    await append(store, growing, 1_000, bytes.subarray(1_000));
    await store.seal(growing);
    expect((await readAll(store, key)).equals(bytes)).toBe(true);
  });

  test('goes on after a writer that was never closed, from what it kept', async () => {
    const [key, bytes] = [newKey(), randomBytes(12 * MEGABYTE)];
    const growing = { key, handle: await store.begin(key) };
    const lost = await store.open(growing, 0);
    for await (const chunk of chunksOf(bytes.subarray(0, 7 * MEGABYTE))) await lost.write(chunk);
    lost.hurry();
    await expect.poll(() => lost.kept).toBeGreaterThan(4 * MEGABYTE);
    const acknowledged = lost.kept;
    const there = await store.resume(growing, acknowledged);
    expect(there).toBe(acknowledged);
    await append(store, growing, there ?? 0, bytes.subarray(there ?? 0));
    await store.seal(growing);
    await lost.close();
    expect((await readAll(store, key)).equals(bytes)).toBe(true);
  });

  test('that is given up leaves nothing', async () => {
    const key = newKey();
    const growing = { key, handle: await store.begin(key) };
    await append(store, growing, 0, randomBytes(6 * MEGABYTE));
    await store.abandon(growing);
    await store.abandon(growing);
    expect(await store.stat(key)).toBeNull();
  });

  test('is listed with all others', async () => {
    const keys = [newKey(), newKey(), newKey()];
    for (const key of keys) await store.put(key, chunksOf(Buffer.from(key)));
    const listed = (await Array.fromAsync(store.list())).map(({ key }) => key);
    expect(listed).toEqual(expect.arrayContaining(keys));
    expect(new Set(listed).size).toBe(listed.length);
  });

  test.each(['../escape', 'a/b', '', 'nul\0', '..'])('has no key like %j', async (key) => {
    await expect((async () => store.put(key, chunksOf(Buffer.from('x'))))()).rejects.toThrow(TypeError);
  });
});

test('nothing is left open in S3 by all of that but what still grows', () => {
  expect([...stub.objects.keys()].filter((key) => key.includes('undone'))).toEqual([]);
});

describe('a disk that is full', () => {
  /** A file on which there is room for so many bytes, and no more. */
  const opening =
    (room: number) =>
    async (path: string, flags: string): Promise<FileHandle> => {
      const file = await open(path, flags);
      let left = room;
      const writeSome = (bytes: Buffer, at: number, length: number, position: number) => {
        const fits = Math.min(length, left);
        if (fits === 0) {
          const full = new TypeError('ENOSPC: no space left on device');
          return Promise.reject(Object.assign(full, { code: 'ENOSPC' }));
        }
        left -= fits;
        return Promise.resolve({ bytesWritten: writeSync(file.fd, bytes, at, fits, position) });
      };
      return Object.assign(file, { write: writeSome });
    };

  test('is told as 507, and nothing is left of what was put', async () => {
    const root = join(folder, 'full');
    const store = new DiskStore(root, { open: opening(100_000) });
    await expect(store.put('blob_full', chunksOf(randomBytes(300_000)))).rejects.toMatchObject({
      status: 507,
      extensions: { code: 'UNAVAILABLE' },
    });
    expect(readdirSync(join(root, 'growing'))).toEqual([]);
    expect(await store.stat('blob_full')).toBeNull();
  });

  test('is told to whoever appends, who takes back what was written', async () => {
    const root = join(folder, 'full2');
    const store = new DiskStore(root, { open: opening(100_000) });
    const growing = { key: 'blob_half', handle: await store.begin('blob_half') };
    const writer = await store.open(growing, 0);
    await writer.write(randomBytes(90_000));
    await writer.write(randomBytes(90_000));
    await expect(writer.flush()).rejects.toMatchObject({ status: 507 });
    await writer.undo();
    await writer.close();
    expect(await store.resume(growing, 0)).toBe(0);
  });

  test('a real one says the same', async () => {
    // The one file of Linux on which there is never room.
    const store = new DiskStore(join(folder, 'full3'), { open: () => open('/dev/full', 'r+') });
    await expect(store.put('blob_dev', chunksOf(randomBytes(10)))).rejects.toMatchObject({ status: 507 });
  });
});

test('S3 that refuses is a fault, and nothing of what was put is left', async () => {
  const store = await openS3();
  stub.failNext('PUT');
  const key = newKey();
  await expect(store.put(key, chunksOf(randomBytes(11 * MEGABYTE)))).rejects.toThrow('QuotaExceeded');
  expect(await store.stat(key)).toBeNull();
});

test('what somebody else put into the folder is no blob', async () => {
  const root = join(folder, 'foreign');
  const store = new DiskStore(root);
  expect(await Array.fromAsync(store.list())).toEqual([]);
  await store.put('blob_own', chunksOf(Buffer.from('x')));
  writeFileSync(join(root, 'blobs', 'README'), 'not ours');
  expect((await Array.fromAsync(store.list())).map(({ key }) => key)).toEqual(['blob_own']);
});
