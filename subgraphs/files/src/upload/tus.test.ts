import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { systemCaller, type Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANCEL, FilesDoor, key, sha256, START, UPLOAD } from '../../test/door.js';
import { DiskStore } from '../blob/disk-store.js';
import type { FilesContext } from '../context.js';
import { expireUploads, finishUploads } from './upload-jobs.js';

const MEGABYTE = 1_048_576;
let door: FilesDoor;
let me: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  door = await FilesDoor.open({ FILE_MAX_SIZE: 100 * MEGABYTE });
  await door.addReplica();
  [me, colleague] = (await door.files.people([{}, {}])) as [Viewer, Viewer];
});
afterAll(() => door.stop());

const uploadOf = (who: Viewer, id: string) =>
  door.files.must(who, UPLOAD, { id }) as Promise<Record<string, unknown> & { file: { id: string } | null }>;

const statusAndCode = async (response: Response): Promise<[number, unknown]> => [
  response.status,
  response.headers.get('content-type')?.startsWith('application/problem')
    ? ((await response.json()) as { code: unknown }).code
    : null,
];

const versionsOf = (fileId: string) =>
  door.one<{ versions: number; refs: number; sha256: string }>(
    `select count(*)::int as versions, max(b.refs) as refs, max(b.sha256) as sha256 from version v
     join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256 where v.node_id = $1`,
    [fileId],
  );

/** How much of an upload has reached its file, acknowledged or not. */
async function bytesOnDisk(uploadId: string): Promise<number> {
  const row = await door.one<{ storeKey: string }>('select store_key from upload where id = $1', [uploadId]);
  return statSync(join(door.folder, 'growing', row?.storeKey ?? '')).size;
}

const growing = (): string[] => readdirSync(join(door.folder, 'growing'));

describe('an upload', () => {
  test('becomes a file once its last byte is there, with what it is and its checksum', async () => {
    const bytes = randomBytes(3 * MEGABYTE + 11);
    const begun = await door.begin(me, bytes.length, { name: 'noise.bin', sha256: sha256(bytes) });
    expect(begun).toMatchObject({ state: 'RECEIVING', receivedBytes: 0, url: `/f/uploads/${begun.id}` });
    const first = await door.patch(me, begun.url, 0, bytes.subarray(0, MEGABYTE));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, String(MEGABYTE)]);
    expect(first.headers.get('upload-expires')).not.toBeNull();
    const head = await door.tus(me, 'HEAD', begun.url);
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      String(MEGABYTE),
      String(bytes.length),
    ]);
    expect(head.headers.get('cache-control')).toBe('no-store');
    expect((await door.patch(me, begun.url, MEGABYTE, bytes.subarray(MEGABYTE))).status).toBe(204);
    const done = await uploadOf(me, begun.id);
    expect(done).toMatchObject({ state: 'DONE', receivedBytes: bytes.length, by: { id: me.id } });
    expect(await versionsOf(done.file?.id ?? '')).toEqual({ versions: 1, refs: 1, sha256: sha256(bytes) });
  });

  test('of no bytes is a file as well', async () => {
    const { url, id } = await door.begin(me, 0);
    const response = await door.patch(me, url, 0, Buffer.alloc(0));
    expect(response.status).toBe(204);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'DONE' });
  });

  test('is begun once by one key, and by another one anew', async () => {
    const input = { name: 'a.txt', size: 5, key: key() };
    const [one, two] = await Promise.all([
      door.files.must(me, START, { input }),
      door.files.must(me, START, { input }),
    ]);
    expect(two).toEqual(one);
    expect(await door.files.codes(me, START, { input: { ...input, name: 'b.txt' } })).toEqual(['CONFLICT']);
  });

  test('that breaks off goes on where it stopped', async () => {
    const bytes = randomBytes(4 * MEGABYTE);
    const { url, id } = await door.begin(me, bytes.length, { sha256: sha256(bytes) });
    const sending = door.sending(me, url, 0, bytes.length);
    sending.write(bytes.subarray(0, 3 * MEGABYTE));
    await expect.poll(() => bytesOnDisk(id)).toBeGreaterThan(MEGABYTE);
    sending.destroy();
    const head = await door.tus(me, 'HEAD', url);
    const offset = Number(head.headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(0);
    expect((await door.patch(me, url, offset, bytes.subarray(offset))).status).toBe(204);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'DONE' });
  });

  test('whose line broke without anybody noticing is taken over by who goes on', async () => {
    const bytes = randomBytes(2 * MEGABYTE);
    const { url, id } = await door.begin(me, bytes.length);
    const stuck = door.sending(me, url, 0, bytes.length);
    const isGone = new Promise((resolve) => stuck.once('close', resolve));
    stuck.write(bytes.subarray(0, MEGABYTE));
    await expect.poll(() => bytesOnDisk(id)).toBe(MEGABYTE);
    const head = await door.tus(me, 'HEAD', url);
    await isGone;
    expect(head.headers.get('upload-offset')).toBe(String(MEGABYTE));
    expect((await door.patch(me, url, MEGABYTE, bytes.subarray(MEGABYTE))).status).toBe(204);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'DONE' });
  });

  test('that two send at the same time, in one process or two, is one file of the right bytes', async () => {
    const bytes = randomBytes(6 * MEGABYTE);
    const { url, id } = await door.begin(me, bytes.length, { sha256: sha256(bytes) });
    const goOn = async (replica: string): Promise<void> => {
      const headers = { 'x-replica': replica };
      for (let done = false; !done;) {
        const head = await door.tus(me, 'HEAD', url, { headers });
        const offset = Number(head.headers.get('upload-offset'));
        done = head.status === 200 && offset === bytes.length;
        if (head.status !== 200 || done) continue;
        // Whoever is asked to let go breaks off, and looks again how far it is.
        const part = bytes.subarray(offset, offset + MEGABYTE);
        await door.patch(me, url, offset, part, headers).catch(() => null);
      }
    };
    await Promise.all([goOn('0'), goOn('1'), goOn('0')]);
    const done = await uploadOf(me, id);
    expect(done).toMatchObject({ state: 'DONE' });
    expect(await versionsOf(done.file?.id ?? '')).toEqual({ versions: 1, refs: 1, sha256: sha256(bytes) });
  });
});

describe('the protocol', () => {
  test('is told', async () => {
    const response = await door.ask(me, 'OPTIONS', '/f/uploads');
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'tus-resumable': '1.0.0',
      'tus-version': '1.0.0',
      'tus-extension': 'creation,expiration,termination,concatenation,checksum',
      'tus-checksum-algorithm': 'sha256,sha1,md5',
      'tus-max-size': String(100 * MEGABYTE),
    });
  });

  test.each([
    ['another version', { 'tus-resumable': '0.2.2' }, 412, 'INVALID'],
    ['another type', { 'content-type': 'application/octet-stream' }, 415, 'INVALID'],
    ['no offset', { 'upload-offset': 'x' }, 400, 'INVALID'],
    ['another offset', { 'upload-offset': '3' }, 409, 'CONFLICT'],
    ['an unknown checksum', { 'upload-checksum': 'crc32 abcd' }, 400, 'INVALID'],
    [
      'a wrong checksum',
      { 'upload-checksum': `sha1 ${Buffer.alloc(20).toString('base64')}` },
      460,
      'INVALID',
    ],
  ])('refuses %s, and keeps nothing of it', async (_what, headers, status, code) => {
    const { url, id } = await door.begin(me, 10);
    const refused = await door.patch(me, url, 0, Buffer.from('hello'), headers);
    expect(await statusAndCode(refused)).toEqual([status, code]);
    expect(refused.headers.get('tus-resumable')).toBe('1.0.0');
    expect(await uploadOf(me, id)).toMatchObject({ receivedBytes: 0, state: 'RECEIVING' });
    expect((await door.tus(me, 'HEAD', url)).headers.get('upload-offset')).toBe('0');
  });

  test.each(['sha256', 'sha1', 'md5'])('takes bytes that vouch for themselves by %s', async (algorithm) => {
    const bytes = randomBytes(100_000);
    const digest = (part: Buffer) => createHash(algorithm).update(part).digest('base64');
    const { url, id } = await door.begin(me, bytes.length, { sha256: sha256(bytes) });
    const [one, two] = [bytes.subarray(0, 40_000), bytes.subarray(40_000)];
    const checksum = { 'upload-checksum': `${algorithm} ${digest(one)}` };
    expect((await door.patch(me, url, 0, one, checksum)).status).toBe(204);
    const wrong = { 'upload-checksum': `${algorithm} ${digest(one)}` };
    expect((await door.patch(me, url, 40_000, two, wrong)).status).toBe(460);
    const right = { 'upload-checksum': `${algorithm} ${digest(two)}` };
    expect((await door.patch(me, url, 40_000, two, right)).status).toBe(204);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'DONE' });
  });

  test('keeps nothing of bytes that vouch for themselves and break off', async () => {
    const bytes = randomBytes(MEGABYTE);
    const { url } = await door.begin(me, bytes.length);
    const checksum = `sha256 ${createHash('sha256').update(bytes).digest('base64')}`;
    const sending = door.sending(me, url, 0, bytes.length, { 'upload-checksum': checksum });
    sending.write(bytes.subarray(0, 500_000));
    await expect.poll(async () => (await door.tus(me, 'HEAD', url)).headers.get('upload-offset')).toBe('0');
    sending.destroy();
    expect((await door.patch(me, url, 0, bytes, { 'upload-checksum': checksum })).status).toBe(204);
  });

  test('refuses more than was announced, said or sent', async () => {
    const { url, id } = await door.begin(me, 10);
    expect(await statusAndCode(await door.patch(me, url, 0, Buffer.alloc(11)))).toEqual([413, 'INVALID']);
    const sending = door.sending(me, url, 0, 0, { 'transfer-encoding': 'chunked' });
    sending.removeHeader('content-length');
    sending.end(Buffer.alloc(11));
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    response.resume();
    expect(await uploadOf(me, id)).toMatchObject({ receivedBytes: 0 });
  });

  test('says when the disk is full, and keeps nothing of the upload', async () => {
    const { url, id } = await door.begin(me, 100_000);
    await door.patch(me, url, 0, Buffer.alloc(10));
    const row = await door.one<{ storeKey: string }>('select store_key from upload where id = $1', [id]);
    const path = join(door.folder, 'growing', row?.storeKey ?? '');
    rmSync(path);
    // The one file of Linux on which there is never room.
    symlinkSync('/dev/full', path);
    await door.files.test.runtime.database.query('update upload set received = 0 where id = $1', [id]);
    const refused = await door.patch(me, url, 0, Buffer.alloc(100_000));
    expect(await statusAndCode(refused)).toEqual([507, 'UNAVAILABLE']);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'REFUSED', file: null });
    expect(growing()).not.toContain(row?.storeKey);
    expect((await door.tus(me, 'HEAD', url)).status).toBe(410);
  });

  test('refuses what is not what its sender named, and keeps nothing of it', async () => {
    const { url, id } = await door.begin(me, 5, { sha256: '0'.repeat(64) });
    expect((await door.patch(me, url, 0, Buffer.from('hello'))).status).toBe(460);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'REFUSED', file: null });
    expect((await door.tus(me, 'HEAD', url)).status).toBe(410);
  });

  test('knows no other methods, and no upload that was not begun', async () => {
    const { url } = await door.begin(me, 5);
    expect((await door.tus(me, 'PUT', url)).status).toBe(405);
    expect((await door.tus(me, 'POST', '/f/uploads')).status).toBe(403);
    expect((await door.tus(me, 'HEAD', '/f/uploads/upload_00000000000000000000000000')).status).toBe(404);
  });

  test('ends an upload by DELETE, and cancelUpload does the same', async () => {
    const [one, two] = [await door.begin(me, 5), await door.begin(me, 5)];
    await door.patch(me, one.url, 0, Buffer.from('he'));
    const before = growing().length;
    expect((await door.tus(me, 'DELETE', one.url)).status).toBe(204);
    expect(growing().length).toBe(before - 1);
    for (const method of ['HEAD', 'DELETE']) expect((await door.tus(me, method, one.url)).status).toBe(410);
    await door.files.must(me, CANCEL, { input: { uploadId: two.id, key: key() } });
    await door.files.must(me, CANCEL, { input: { uploadId: two.id, key: key() } });
    expect(await uploadOf(me, two.id)).toMatchObject({ state: 'EXPIRED' });
  });
});

describe('parts that are sent side by side', () => {
  const partOf = async (url: string, length: number) => {
    const headers = { 'upload-concat': 'partial', 'upload-length': String(length) };
    const response = await door.tus(me, 'POST', url, { headers });
    return [response.status, response.headers.get('location') ?? ''] as const;
  };
  const putTogether = (url: string, parts: readonly string[]) =>
    door.tus(me, 'POST', url, { headers: { 'upload-concat': `final;${parts.join(' ')}` } });

  test('are one file in the order in which they are named', async () => {
    const bytes = randomBytes(3 * MEGABYTE);
    const begun = await door.begin(me, bytes.length, { sha256: sha256(bytes) });
    const cut = MEGABYTE + 7;
    const [[status, second], [, first]] = [
      await partOf(begun.url, bytes.length - cut),
      await partOf(begun.url, cut),
    ];
    expect(status).toBe(201);
    const sent = await Promise.all([
      door.patch(me, second, 0, bytes.subarray(cut)),
      door.patch(me, first, 0, bytes.subarray(0, cut)),
    ]);
    expect(sent.map((each) => each.status)).toEqual([204, 204]);
    expect((await door.tus(me, 'HEAD', first)).headers.get('upload-concat')).toBe('partial');
    const whole = await putTogether(begun.url, [`http://anywhere${first}`, second]);
    expect([whole.status, whole.headers.get('location')]).toEqual([201, begun.url]);
    expect(await uploadOf(me, begun.id)).toMatchObject({ state: 'DONE' });
    // Whoever did not hear the answer asks again.
    expect((await putTogether(begun.url, [first, second])).status).toBe(201);
  });

  test('have to be whole, and to make up what was announced', async () => {
    const { url } = await door.begin(me, 10);
    const [, one] = await partOf(url, 5);
    const [, two] = await partOf(url, 5);
    await door.patch(me, one, 0, Buffer.from('hello'));
    expect((await putTogether(url, [one, two])).status).toBe(409);
    await door.patch(me, two, 0, Buffer.from('world'));
    expect((await putTogether(url, [one])).status).toBe(400);
    expect((await putTogether(url, [one, one])).status).toBe(400);
    expect((await putTogether(url, [one, '/f/uploads/upload_00000000000000000000000000'])).status).toBe(404);
    expect((await partOf(url, 100))[0]).toBe(413);
  });
});

describe('time', () => {
  const system = () => door.files.test.runtime.context(systemCaller('test')) as FilesContext;

  test('ends what was left: 410, and nothing of it is kept', async () => {
    const { url, id } = await door.begin(me, 5);
    await door.patch(me, url, 0, Buffer.from('he'));
    const before = growing().length;
    await expireUploads(system(), new Date(Date.now() + 23 * 3_600_000));
    expect(await uploadOf(me, id)).toMatchObject({ state: 'RECEIVING' });
    await expireUploads(system(), new Date(Date.now() + 25 * 3_600_000));
    expect(await uploadOf(me, id)).toMatchObject({ state: 'EXPIRED' });
    expect(growing().length).toBeLessThan(before);
    expect((await door.patch(me, url, 2, Buffer.from('llo'))).status).toBe(410);
  });

  test('finishes what arrived whole and nobody finished', async () => {
    const bytes = Buffer.from('hello');
    const { url, id } = await door.begin(me, 5);
    await door.patch(me, url, 0, bytes.subarray(0, 4));
    const { database } = door.files.test.runtime;
    const row = await door.one<{ storeKey: string }>('select store_key from upload where id = $1', [id]);
    const writer = await new DiskStore(door.folder).open({ key: row?.storeKey ?? '', handle: 'disk' }, 4);
    await writer.write(bytes.subarray(4));
    await writer.flush();
    await writer.close();
    await database.query('update upload set received = 5 where id = $1', [id]);
    await finishUploads(system(), new Date());
    expect(await uploadOf(me, id)).toMatchObject({ state: 'RECEIVING' });
    await Promise.all([1, 2].map(() => finishUploads(system(), new Date(Date.now() + 61_000))));
    const done = await uploadOf(me, id);
    expect(done).toMatchObject({ state: 'DONE' });
    expect(await versionsOf(done.file?.id ?? '')).toEqual({ versions: 1, refs: 1, sha256: sha256(bytes) });
  });
});

describe('nobody else', () => {
  test.each(['HEAD', 'PATCH', 'DELETE', 'POST'])('may %s an upload', async (method) => {
    const { url, id } = await door.begin(me, 5);
    const headers = {
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'upload-length': '5',
    };
    const [stranger] = (await door.files.people([{ organizationId: 'organization_other' }])) as [Viewer];
    for (const [who, status] of [
      [colleague, 404],
      [stranger, 404],
      [null, 401],
    ] as const) {
      const body = method === 'PATCH' ? { body: Buffer.from('hello') } : {};
      expect((await door.tus(who, method, url, { headers, ...body })).status).toBe(status);
    }
    const reader = { ...me, scopes: ['READ'] };
    expect((await door.tus(reader, method, url, { headers })).status).toBe(403);
    expect(await uploadOf(me, id)).toMatchObject({ state: 'RECEIVING', receivedBytes: 0 });
  });
});
