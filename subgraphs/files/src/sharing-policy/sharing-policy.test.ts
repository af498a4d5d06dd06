import type { Viewer } from '@parley/kit';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { FilesDoor } from '../../test/door.js';
import { aKey } from '../../test/files.js';

let door: FilesDoor;
let picture = '';
let [anna, bo]: Viewer[] = [];

const SET = `mutation ($input: SetSharingPolicyInput!) { setSharingPolicy(input: $input) { watermark regionCodes version } }`;
const POLICY = '{ sharingPolicy { watermark regionCodes version } }';
const SHARE = `mutation ($input: ShareInput!) { share(input: $input) { id watermark watermarkByPolicy } }`;
const UPDATE = `mutation ($input: UpdateShareInput!) { updateShare(input: $input) { watermark watermarkByPolicy version } }`;
const LINK = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { id url watermark watermarkByPolicy } }`;
const OPEN = `query ($token: String!) { openShareLink(token: $token) { watermark entry { previewUrl } } }`;
const FILE = `query ($id: ID!) { file(id: $id) { viewerWatermark watermarkPolicy region { code } renditions { kind ready } } }`;

beforeAll(async () => {
  door = await FilesDoor.open({ FILE_WORKERS: 2 });
  [anna, bo] = await door.files.people([{ permissions: ['MANAGE_ORGANIZATION'] }, { displayName: 'Bo' }]);
  const grey = sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } });
  picture = await door.aFile(who(anna), await grey.png().toBuffer(), { name: 'plan.png' });
  await vi.waitFor(
    async () => {
      const { renditions } = await read(anna);
      expect(renditions).toContainEqual({ kind: 'PREVIEW', ready: true });
    },
    { timeout: 30_000, interval: 100 },
  );
}, 60_000);
afterAll(() => door.stop());
beforeEach(async () => {
  const { database } = door.files.test.runtime;
  await database.query('delete from sharing_policy');
  await database.query('delete from node_grant');
});

const who = (viewer: Viewer | undefined): Viewer => viewer as Viewer;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
const read = (viewer: Viewer | undefined): Promise<any> =>
  door.files.must(who(viewer), FILE, { id: picture });

const set = (more: object, expectedVersion = 0) =>
  door.files.must(who(anna), SET, { input: { expectedVersion, key: aKey(), ...more } });

const share = (more: object = {}) =>
  door.files.must(who(anna), SHARE, {
    input: { nodeId: picture, granteeId: who(bo).id, rights: ['VIEW'], key: aKey(), ...more },
  });

const link = async (rights: readonly string[]) => {
  const input = { nodeId: picture, rights, recipient: 'Ms. Moe', watermark: false, key: aKey() };
  const made = await door.files.must(who(anna), LINK, { input });
  return { ...made, token: String(made.url).replace('/l/', '') };
};

async function seenBy(viewer: Viewer | null | undefined, path = `/f/renditions/${picture}/preview`) {
  const response = await door.ask(viewer ?? null, 'GET', path);
  expect(response.status).toBe(200);
  return String(response.headers.get('etag'));
}

describe('What an organisation lays down', () => {
  test('is what whoever shares chooses, as long as nothing is said', async () => {
    expect(await door.files.must(who(bo), POLICY)).toEqual({
      ...{ watermark: 'CHOSEN', regionCodes: null, version: 0 },
    });
    expect(await share()).toMatchObject({ watermark: false, watermarkByPolicy: false });
    expect(await seenBy(bo)).toBe(await seenBy(anna));
    expect((await read(anna)).watermarkPolicy).toBe('CHOSEN');
  });

  test('holds at once for what was shared before, and nobody who shares switches it off', async () => {
    const { id: shareId } = await share();
    const plain = await seenBy(anna);
    expect(await set({ watermark: 'ALWAYS' })).toEqual({
      ...{ watermark: 'ALWAYS', regionCodes: null, version: 1 },
    });
    expect(await seenBy(bo)).not.toBe(plain);
    expect((await read(bo)).viewerWatermark).toMatch(/^Bo · /);
    expect(await read(anna)).toMatchObject({ viewerWatermark: null, watermarkPolicy: 'ALWAYS' });
    const off = { shareId, watermark: false, expectedVersion: 1, key: aKey() };
    expect(await door.files.must(who(anna), UPDATE, { input: off })).toEqual({
      ...{ watermark: true, watermarkByPolicy: true, version: 2 },
    });
    expect(await seenBy(bo)).not.toBe(plain);
    // It is the organisation's, not the share's: without it the share is as it was chosen.
    await set({ watermark: 'CHOSEN' }, 1);
    expect(await seenBy(bo)).toBe(plain);
  });

  test.each([
    ['to look and to comment', ['VIEW', 'COMMENT'], true],
    ['to keep a copy', ['VIEW', 'DOWNLOAD'], false],
    ['to change', ['VIEW', 'EDIT'], false],
  ])('is about those who keep nothing: shared %s', async (_what, rights, isDrawn) => {
    await set({ watermark: 'ALWAYS' });
    expect(await share({ rights })).toMatchObject({ watermark: isDrawn, watermarkByPolicy: isDrawn });
    expect((await seenBy(bo)) !== (await seenBy(anna))).toBe(isDrawn);
  });

  test('holds for links alone, where it says so, and for those to look alone', async () => {
    await set({ watermark: 'LINKS' });
    expect(await share()).toMatchObject({ watermark: false });
    const [look, copy] = [await link(['VIEW']), await link(['VIEW', 'DOWNLOAD'])];
    expect([look.watermark, look.watermarkByPolicy, copy.watermark, copy.watermarkByPolicy]).toEqual([
      ...[true, true, false, false],
    ]);
    const opened = await door.files.must(null, OPEN, { token: look.token });
    expect(opened.watermark).toMatch(/^Ms\. Moe · /);
    const plain = await seenBy(anna);
    expect(await seenBy(null, opened.entry.previewUrl)).not.toBe(plain);
    expect(await seenBy(bo)).toBe(plain);
    const free = await door.files.must(null, OPEN, { token: copy.token });
    expect(free.watermark).toBeNull();
    expect(await seenBy(null, free.entry.previewUrl)).toBe(plain);
  });

  test('can be about the data of some regions', async () => {
    const code = (await read(anna)).region.code as string;
    await share();
    await set({ watermark: 'ALWAYS', regionCodes: [`not-${code}`.slice(0, 20)] });
    expect([(await read(anna)).watermarkPolicy, await seenBy(bo)]).toEqual(['CHOSEN', await seenBy(anna)]);
    await set({ regionCodes: ['xx', code] }, 1);
    expect((await read(anna)).watermarkPolicy).toBe('ALWAYS');
    expect(await seenBy(bo)).not.toBe(await seenBy(anna));
    expect(await set({ regionCodes: null }, 2)).toMatchObject({ watermark: 'ALWAYS', regionCodes: null });
  });

  test.each([
    ['no region at all', { regionCodes: [] }, 'INVALID'],
    ['what is no region', { regionCodes: ['eu; drop'] }, 'INVALID'],
    ['an old version', { watermark: 'LINKS', expectedVersion: 7 }, 'CONFLICT'],
  ])('refuses %s, and stays', async (_what, more, code) => {
    const input = { expectedVersion: 0, key: aKey(), ...more };
    expect(await door.files.codes(who(anna), SET, { input })).toEqual([code]);
    expect((await door.files.must(who(anna), POLICY)).version).toBe(0);
  });

  test('is not for everybody to say', async () => {
    const input = { watermark: 'CHOSEN', expectedVersion: 1, key: aKey() };
    await set({ watermark: 'ALWAYS' });
    expect(await door.files.codes(who(bo), SET, { input })).toEqual(['FORBIDDEN']);
    expect((await door.files.must(who(bo), POLICY)).watermark).toBe('ALWAYS');
  });
});
