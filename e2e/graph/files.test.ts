import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Upload as TusUpload } from 'tus-js-client';
import { describe, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  OpenUploadsDocument,
  SignOutDocument,
  StartUploadDocument,
  TrashFilesDocument,
  UploadGoesOnDocument,
  UploadNowDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { a, gateways } from '../product.js';

const MEGABYTE = 1_048_576;
const at = (nth: number): string => gateways[nth % gateways.length] ?? '';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const bearer = (who: Person) => ({ authorization: `Bearer ${who.token}` });

async function begin(who: Person, bytes: Buffer, input: object = {}) {
  const named = {
    name: `noise ${aKey()}.bin`,
    size: bytes.length,
    sha256: sha256(bytes),
    key: aKey(),
    ...input,
  };
  return (await who.get(StartUploadDocument, { input: named })).startUpload;
}

const patch = (who: Person, url: string, offset: number, body: Buffer, nth = 0, headers = {}) =>
  fetch(at(nth) + url, {
    method: 'PATCH',
    headers: {
      ...bearer(who),
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    body: new Uint8Array(body),
  });

const head = (who: Person, url: string, nth = 0) =>
  fetch(at(nth) + url, { method: 'HEAD', headers: { ...bearer(who), 'tus-resumable': '1.0.0' } });

async function finished(who: Person, id: string, nth = 0) {
  const { upload } = await who.get(UploadNowDocument, { id }, nth);
  return upload;
}

/** A file of these bytes, which whoever may can download: what is scanned was found clean, or nothing scans. */
async function aFile(who: Person, bytes: Buffer) {
  const { id, url } = await begin(who, bytes);
  expect((await patch(who, url, 0, bytes)).status).toBe(204);
  const file = (await finished(who, id))?.file;
  if (!file) throw new Error('The upload is no file');
  await expect
    .poll(async () => (await fetch(at(0) + file.url, { method: 'HEAD', headers: bearer(who) })).status, {
      timeout: 15_000,
    })
    .toBe(200);
  // What it may be is known by now.
  return (await finished(who, id))?.file ?? file;
}

describe('an upload', () => {
  test('in parts, over a line that breaks, through any gateway, is the file that was sent', async () => {
    const head1 = await a('head');
    const bytes = randomBytes(6 * MEGABYTE + 17);
    const name = `plan ${aKey()}.bin`;
    const { id, url } = await begin(head1, bytes, { name });
    const steps = head1.follow(UploadGoesOnDocument, { id });
    expect((await steps.next()).uploadProgress).toMatchObject({ state: 'RECEIVING', receivedBytes: 0 });
    expect((await patch(head1, url, 0, bytes.subarray(0, MEGABYTE))).status).toBe(204);
    const sending = httpRequest(at(1) + url, {
      method: 'PATCH',
      headers: {
        ...bearer(head1),
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': MEGABYTE,
        'content-length': bytes.length - MEGABYTE,
      },
    });
    sending.on('error', () => undefined);
    await new Promise((sent) => {
      sending.write(bytes.subarray(MEGABYTE, 4 * MEGABYTE), sent);
    });
    sending.destroy();
    // What was under way when the line broke may still arrive after it was asked how far it is: then it is asked again.
    const sendRest = async (vouch: (rest: Buffer) => Buffer) => {
      for (;;) {
        const offset = Number((await head(head1, url, 0)).headers.get('upload-offset'));
        const rest = bytes.subarray(offset);
        const checksum = { 'upload-checksum': `sha1 ${vouch(rest).toString('base64')}` };
        const { status } = await patch(head1, url, offset, rest, 1, checksum);
        if (status !== 409) return { offset, status };
      }
    };
    const refused = await sendRest(() => Buffer.alloc(20));
    expect(refused.status).toBe(460);
    expect(refused.offset).toBeGreaterThanOrEqual(MEGABYTE);
    const taken = await sendRest((rest) => createHash('sha1').update(rest).digest());
    expect(taken.status).toBe(204);
    expect(await finished(head1, id, 1)).toMatchObject({
      state: 'DONE',
      file: { name, size: bytes.length, sha256: sha256(bytes) },
    });
    const heard = await steps.until(({ uploadProgress }) => uploadProgress.state === 'DONE');
    expect(heard.at(-1)?.uploadProgress.receivedBytes).toBe(bytes.length);
  });

  test.each([1, 3])(
    'by the client of the protocol that others use, in %i streams',
    async (parallelUploads) => {
      const who = await a('colleague');
      const bytes = randomBytes(3 * MEGABYTE + 1);
      const { id, url } = await begin(who, bytes);
      await new Promise<void>((resolve, reject) => {
        new TusUpload(bytes, {
          endpoint: at(0) + url,
          ...(parallelUploads === 1 && { uploadUrl: at(0) + url }),
          parallelUploads,
          chunkSize: MEGABYTE,
          headers: bearer(who),
          retryDelays: null,
          onError: reject,
          onSuccess: () => {
            resolve();
          },
        }).start();
      });
      expect(await finished(who, id)).toMatchObject({ state: 'DONE', file: { sha256: sha256(bytes) } });
    },
  );

  test('is refused before its bytes where it is too large, and nobody else sends to it', async () => {
    const [who, other] = [await a('head'), await a('dean')];
    const refused = await who.ask(StartUploadDocument, { input: { name: 'a', size: 2 ** 50, key: aKey() } });
    expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID']);
    const { id, url } = await begin(who, Buffer.from('hello'));
    expect((await patch(other, url, 0, Buffer.from('hello'))).status).toBe(404);
    expect((await fetch(at(0) + url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).status).toBe(
      401,
    );
    expect((await patch(who, url, 0, Buffer.from('hello!'))).status).toBe(413);
    const { viewer } = await who.get(OpenUploadsDocument, {}, 1);
    expect(viewer?.uploads?.map((each) => each.id)).toContain(id);
    await fetch(at(1) + url, { method: 'DELETE', headers: { ...bearer(who), 'tus-resumable': '1.0.0' } });
    expect((await head(who, url)).status).toBe(410);
  });
});

describe('a download', () => {
  test('is whole or a span of it, from any gateway, for who may', async () => {
    const [who, other] = [await a('head'), await a('dean')];
    const bytes = randomBytes(2 * MEGABYTE + 5);
    const { url, viewerDownloadUrl } = await aFile(who, bytes);
    const whole = await fetch(at(1) + url, { headers: bearer(who) });
    expect([whole.status, whole.headers.get('etag')]).toEqual([200, `"${sha256(bytes)}"`]);
    expect(whole.headers.get('content-security-policy')).toMatch(/sandbox/);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const range = `bytes=${String(MEGABYTE)}-${String(2 * MEGABYTE)}`;
    const part = await fetch(at(0) + url, { headers: { ...bearer(who), range } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(MEGABYTE, 2 * MEGABYTE + 1))).toBe(
      true,
    );
    expect((await fetch(at(0) + url, { headers: bearer(other) })).status).toBe(404);
    expect((await fetch(at(0) + url)).status).toBe(401);
    const signed = await fetch(at(1) + (viewerDownloadUrl ?? ''));
    expect(Buffer.from(await signed.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('is over once its file is thrown away, and ends while it runs when its session does', async () => {
    const who = await Person.signIn(gateways, people.faculty);
    const { id, url } = await aFile(who, randomBytes(48 * MEGABYTE));
    const asking = httpRequest(at(0) + url, { headers: bearer(who) });
    asking.end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.pause();
    response.on('error', () => undefined);
    const closed = new Promise((resolve) => response.once('close', resolve));
    const owner = await a('faculty');
    await who.get(SignOutDocument, { input: { key: aKey() } });
    response.resume();
    response.on('data', () => {
      // Read slowly, so that it is running still.
      response.pause();
      setTimeout(() => response.resume(), 20);
    });
    await closed;
    expect(response.complete).toBe(false);
    expect((await fetch(at(0) + url, { headers: bearer(who) })).status).toBe(401);
    await owner.get(TrashFilesDocument, { input: { nodeIds: [id], key: aKey() } });
    const range = { range: 'bytes=5-6' };
    expect((await fetch(at(0) + url, { headers: { ...bearer(owner), ...range } })).status).toBe(409);
  });
});
