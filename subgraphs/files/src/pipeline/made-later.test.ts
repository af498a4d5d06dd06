import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '@parley/kit';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor, UPLOAD, key, sha256 } from '../../test/door.js';
import { cameraNotes } from '../content/exif.rules.js';

const FILE = 'query ($id: ID!) { file(id: $id) { scan renditions { kind ready url } } }';
const POLICY = '{ storagePolicy { version stripLocation } }';
const SET = 'mutation ($input: SetStoragePolicyInput!) { setStoragePolicy(input: $input) { stripLocation } }';

let door: FilesDoor;
let me: Viewer;
let boss: Viewer;

beforeAll(async () => {
  door = await FilesDoor.open({ FILE_WORKERS: 2 });
  [me, boss] = (await door.files.people([{}, { permissions: ['MANAGE_STORAGE'] }])) as [Viewer, Viewer];
});

afterAll(() => door.stop());

/** Sends a file by the door; resolves once it was passed. @returns its id */
async function sent(name: string, bytes: Buffer): Promise<string> {
  const { url, id } = await door.begin(me, bytes.length, { name });
  expect((await door.patch(me, url, 0, bytes)).status).toBe(204);
  const { file } = (await door.files.must(me, UPLOAD, { id })) as { file: { id: string } };
  await expect
    .poll(async () => ((await door.files.must(me, FILE, { id: file.id })) as { scan: string }).scan, {
      timeout: 15_000,
    })
    .toBe('UNSCANNED');
  return file.id;
}

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

const setStrip = async (stripLocation: boolean): Promise<void> => {
  const { version: expectedVersion } = (await door.files.must(boss, POLICY)) as { version: number };
  await door.files.must(boss, SET, { input: { stripLocation, expectedVersion, key: key() } });
};

test('where an organisation wants no places told, pictures are given without them; nothing else changes', async () => {
  const photo = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#246' } })
    .withExif({ IFD0: { Model: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' } })
    .jpeg()
    .toBuffer();
  const plain = await sharp({ create: { width: 32, height: 20, channels: 3, background: '#642' } })
    .jpeg()
    .toBuffer();
  const [withPlace, without] = [await sent('photo.jpg', photo), await sent('plain.jpg', plain)];
  const get = (id: string) => door.ask(me, 'GET', `/f/files/${id}/photo.jpg`);
  expect((await bodyOf(await get(withPlace))).equals(photo)).toBe(true);
  await setStrip(true);
  for (let time = 0; time < 2; time += 1) {
    const response = await get(withPlace);
    const copy = await bodyOf(response);
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(`"${sha256(copy)}"`);
    const { exif, width } = await sharp(copy).metadata();
    expect(cameraNotes(exif ?? Buffer.alloc(0)).hasPlace).toBe(false);
    expect([exif?.includes('Camera'), width, copy.length]).toEqual([true, 320, photo.length]);
  }
  const kept = await door.one<{ n: number }>(
    `select count(*)::int as n from rendition where kind = 'WITHOUT_PLACE'`,
  );
  expect(kept).toEqual({ n: 1 });
  expect((await bodyOf(await get(without))).equals(plain)).toBe(true);
  await setStrip(false);
  expect((await bodyOf(await get(withPlace))).equals(photo)).toBe(true);
});

test('a film that most browsers do not play gets one that all do', async () => {
  const path = join(door.folder, 'film.avi');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=321x181:rate=10:duration=2',
    path,
  ]);
  const id = await sent('film.avi', readFileSync(path));
  const stream = async (): Promise<unknown> => {
    const { renditions } = (await door.files.must(me, FILE, { id })) as { renditions: { kind: string }[] };
    return renditions.find(({ kind }) => kind === 'STREAM');
  };
  await expect
    .poll(stream, { timeout: 15_000 })
    .toEqual({ kind: 'STREAM', ready: true, url: `/f/renditions/${id}/stream` });
  const response = await door.ask(me, 'GET', `/f/renditions/${id}/stream`, {
    headers: { range: 'bytes=4-7' },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'video/mp4']);
  expect((await bodyOf(response)).toString()).toBe('ftyp');
});
