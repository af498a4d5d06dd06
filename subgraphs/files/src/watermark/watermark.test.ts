import type { Viewer } from '@parley/kit';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aPdf } from '../../test/content-files.js';
import { FilesDoor } from '../../test/door.js';
import { aKey } from '../../test/files.js';

let door: FilesDoor;
let [anna, bo, cem]: Viewer[] = [];
let [picture, paper]: string[] = [];

const SHARE = `mutation ($input: ShareInput!) { share(input: $input) { id watermark version } }`;
const UPDATE = `mutation ($input: UpdateShareInput!) { updateShare(input: $input) { id watermark version } }`;
const LINK = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { id url watermark } }`;
const RELINK = `mutation ($input: UpdateShareLinkInput!) { updateShareLink(input: $input) { watermark } }`;
const OPEN = `query ($token: String!) { openShareLink(token: $token) {
  watermark session entry { url previewUrl thumbnailUrl } } }`;
const FILE = `query ($id: ID!) { file(id: $id) { viewerWatermark viewerDownloadUrl current { id }
  renditions { kind page ready } } }`;

beforeAll(async () => {
  door = await FilesDoor.open({ FILE_WORKERS: 2 });
  [anna, bo, cem] = await door.files.people([
    { displayName: 'Anna' },
    { displayName: '<script>alert("bo")</script>' },
    { displayName: 'جم' },
  ]);
  const grey = sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } });
  picture = await door.aFile(who(anna), await grey.png().toBuffer(), { name: 'plan.png' });
  paper = await door.aFile(who(anna), aPdf(['What only some may read', 'and more']), { name: 'paper.pdf' });
  for (const [id, kinds] of [
    [picture, ['PREVIEW']],
    [paper, ['PREVIEW', 'TEXT']],
  ] as const) {
    await vi.waitFor(
      async () => {
        expect(await made(id)).toEqual(expect.arrayContaining([...kinds]));
      },
      { timeout: 30_000, interval: 100 },
    );
  }
}, 60_000);
afterAll(() => door.stop());

const who = (viewer: Viewer | undefined): Viewer => viewer as Viewer;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
const read = (viewer: Viewer | undefined, id: string): Promise<any> =>
  door.files.must(who(viewer), FILE, { id });

const made = async (id: string): Promise<string[]> =>
  (await read(anna, id)).renditions
    .filter(({ ready }: { ready: boolean }) => ready)
    .map(({ kind }: { kind: string }) => kind);

const share = (viewer: Viewer | undefined, nodeId = picture, more: object = {}) =>
  door.files.must(who(anna), SHARE, {
    input: { nodeId, granteeId: who(viewer).id, rights: ['VIEW'], watermark: true, key: aKey(), ...more },
  });

const unshare = () => door.files.test.runtime.database.query('delete from node_grant');

const look = (viewer: Viewer | null | undefined, path: string, headers = {}) =>
  door.ask(viewer ?? null, 'GET', path, { headers });

const preview = (id = picture, kind = 'preview'): string => `/f/renditions/${String(id)}/${kind}`;

async function seen(viewer: Viewer | null | undefined, path = preview()) {
  const response = await look(viewer, path);
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { bytes, etag: String(response.headers.get('etag')), headers: response.headers };
}

/** How much of one picture is drawn otherwise than another one, 0 to 1. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((each) => sharp(each).greyscale().raw().toBuffer({ resolveWithObject: true })),
  );
  if (!a || !b) return 0;
  expect([a.info.width, a.info.height]).toEqual([b.info.width, b.info.height]);
  return a.data.filter((value, n) => Math.abs(value - (b.data[n] ?? 0)) > 8).length / a.data.length;
}

describe('A share to look alone', () => {
  test('shows each their own name, drawn in the picture, and keeps it from everybody else', async () => {
    await unshare();
    await share(bo);
    await share(cem);
    const [plain, ofBo, ofCem] = [await seen(anna), await seen(bo), await seen(cem)];
    expect(await difference(plain.bytes, ofBo.bytes)).toBeGreaterThan(0.02);
    expect(await difference(plain.bytes, ofCem.bytes)).toBeGreaterThan(0.02);
    expect(await difference(ofBo.bytes, ofCem.bytes)).toBeGreaterThan(0.01);
    expect(new Set([plain.etag, ofBo.etag, ofCem.etag]).size).toBe(3);
    expect(Object.fromEntries(ofBo.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'content-type': 'image/webp',
    });
    // What one of them has is no answer for another one.
    expect((await look(cem, preview(), { 'if-none-match': ofBo.etag })).status).toBe(200);
    expect((await look(bo, preview(), { 'if-none-match': ofBo.etag })).status).toBe(304);
    const small = [
      await seen(anna, preview(picture, 'thumbnail')),
      await seen(bo, preview(picture, 'thumbnail')),
    ];
    expect(await difference(small[0]?.bytes as Buffer, small[1]?.bytes as Buffer)).toBeGreaterThan(0.02);
    const day = new Date().toISOString().slice(0, 10);
    const sign = who(bo).id.slice(-8).toUpperCase();
    expect((await read(bo, picture as string)).viewerWatermark).toBe(
      `<script>alert("bo")</script> · ${day} · ${sign}`,
    );
    expect((await read(anna, picture as string)).viewerWatermark).toBeNull();
  });

  test('draws it again in the same way, and once for those who ask together', async () => {
    await unshare();
    await share(bo);
    const all = await Promise.all(Array.from({ length: 6 }, () => seen(bo)));
    for (const { bytes } of all) expect(bytes.equals(all[0]?.bytes as Buffer)).toBe(true);
    const span = await look(bo, preview(), { range: 'bytes=0-9' });
    expect([span.status, Buffer.from(await span.arrayBuffer())]).toEqual([
      206,
      all[0]?.bytes.subarray(0, 10),
    ]);
  });

  test('leaves no way to what is not drawn in', async () => {
    await unshare();
    await share(bo, paper);
    const { current, viewerDownloadUrl } = await read(bo, paper as string);
    expect(viewerDownloadUrl).toBeNull();
    const signed = (await read(anna, paper as string)).viewerDownloadUrl as string;
    const version = `/f/files/${String(paper)}/${String(current?.id)}/paper.pdf`;
    for (const path of [
      `/f/files/${String(paper)}/paper.pdf`,
      version,
      ...['text', 'pdf', 'stream'].map((kind) => preview(paper, kind)),
    ]) {
      expect([path, (await look(bo, path)).status >= 403]).toEqual([path, true]);
    }
    expect((await look(bo, preview(paper, 'text'))).status).toBe(403);
    expect((await look(anna, preview(paper, 'text'))).status).toBe(200);
    expect(
      (await look(bo, signed.replace(/\/f\/s\/[^.]+/, `/f/s/${Buffer.from('{}').toString('base64url')}`)))
        .status,
    ).toBe(404);
    for (const page of ['?page=1', '?page=2']) {
      const [plain, drawn] = [await seen(anna, preview(paper) + page), await seen(bo, preview(paper) + page)];
      expect(await difference(plain.bytes, drawn.bytes)).toBeGreaterThan(0.01);
    }
  });

  test('is as open as the most open way that somebody has', async () => {
    await unshare();
    await share(bo);
    const plain = await seen(anna);
    expect((await seen(bo)).etag).not.toBe(plain.etag);
    await door.files.give(picture as string, 'ORGANIZATION', door.files.organizationId, ['VIEW']);
    expect((await seen(bo)).etag).toBe(plain.etag);
    expect((await read(bo, picture as string)).viewerWatermark).toBeNull();
  });

  test('goes with no right to have it without, and ends where one is given', async () => {
    await unshare();
    for (const right of ['DOWNLOAD', 'EDIT', 'SHARE']) {
      const input = {
        nodeId: picture,
        granteeId: who(bo).id,
        rights: ['VIEW', right],
        watermark: true,
        key: aKey(),
      };
      expect(await door.files.codes(who(anna), SHARE, { input })).toEqual(['INVALID']);
    }
    const { id: shareId, watermark } = await share(bo, picture, { rights: ['VIEW', 'COMMENT'] });
    expect(watermark).toBe(true);
    const change = (more: object) => ({ input: { shareId, key: aKey(), ...more } });
    const kept = await door.files.must(who(anna), UPDATE, change({ rights: ['VIEW'], expectedVersion: 1 }));
    expect(kept).toMatchObject({ watermark: true, version: 2 });
    const opened = await door.files.must(
      who(anna),
      UPDATE,
      change({ rights: ['VIEW', 'DOWNLOAD'], expectedVersion: 2 }),
    );
    expect(opened.watermark).toBe(false);
    expect((await seen(bo)).etag).toBe((await seen(anna)).etag);
    const again = change({ rights: ['VIEW'], watermark: true, expectedVersion: 3 });
    expect((await door.files.must(who(anna), UPDATE, again)).watermark).toBe(true);
    expect((await seen(bo)).etag).not.toBe((await seen(anna)).etag);
  });
});

describe('A link to look alone', () => {
  const link = async (more: object = {}) => {
    const input = { nodeId: picture, rights: ['VIEW'], watermark: true, key: aKey(), ...more };
    const { id, url, watermark } = await door.files.must(who(anna), LINK, { input });
    return { id: String(id), token: String(url).replace('/l/', ''), watermark: Boolean(watermark) };
  };

  test('draws for whom it is', async () => {
    const [moe, nobody] = [await link({ recipient: 'Ms. Moe' }), await link()];
    const day = new Date().toISOString().slice(0, 10);
    const [first, second] = [
      await door.files.must(null, OPEN, { token: moe.token }),
      await door.files.must(null, OPEN, { token: nobody.token }),
    ];
    expect(first.watermark).toBe(`Ms. Moe · ${day} · ${moe.id.slice(-8).toUpperCase()}`);
    expect(second.watermark).toBe(`Link · ${day} · ${nobody.id.slice(-8).toUpperCase()}`);
    expect(first.entry.url).toBeNull();
    const plain = await seen(anna);
    const [one, other] = [
      await seen(null, first.entry.previewUrl),
      await seen(null, second.entry.previewUrl),
    ];
    expect(await difference(plain.bytes, one.bytes)).toBeGreaterThan(0.02);
    expect(await difference(one.bytes, other.bytes)).toBeGreaterThan(0.01);
    expect((await look(null, `/f/l/${String(first.session)}/${String(picture)}/plan.png`)).status).toBe(404);
    expect((await look(null, preview())).status).toBe(401);
  });

  test('gives nothing but pictures', async () => {
    const { token } = await link({ nodeId: paper });
    const { session } = await door.files.must(null, OPEN, { token });
    const path = (kind: string): string => `/f/l/${String(session)}/r/${String(paper)}/${kind}`;
    expect((await look(null, path('text'))).status).toBe(403);
    expect((await look(null, `${path('preview')}?page=1`)).status).toBe(200);
  });

  test('goes with no download, and ends where one is given', async () => {
    const input = { nodeId: picture, rights: ['VIEW', 'DOWNLOAD'], watermark: true, key: aKey() };
    expect(await door.files.codes(who(anna), LINK, { input })).toEqual(['INVALID']);
    const { id: linkId } = await link();
    const change = { linkId, rights: ['DOWNLOAD'], expectedVersion: 1, key: aKey() };
    expect((await door.files.must(who(anna), RELINK, { input: change })).watermark).toBe(false);
  });
});
