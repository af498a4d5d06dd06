import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FilesDoor, sha256 } from '../../test/door.js';

const MEGABYTE = 1_048_576;
let door: FilesDoor;
let me: Viewer;
let colleague: Viewer;
let stranger: Viewer;
const bytes = randomBytes(300_000);
let file: string;

beforeAll(async () => {
  door = await FilesDoor.open();
  [me, colleague] = (await door.files.people([{}, {}])) as [Viewer, Viewer];
  stranger = await door.files.aPerson({ organizationId: 'organization_other' });
  file = await door.aFile(me, bytes, { name: 'noise.bin' });
});
afterAll(() => door.stop());

/** Lets somebody do that with a node, or no longer. */
async function share(nodeId: string, who: Viewer, rights: readonly string[]): Promise<void> {
  const { database } = door.files.test.runtime;
  await database.query('delete from node_grant where node_id = $1 and grantee_id = $2', [nodeId, who.id]);
  if (rights.length === 0) return;
  await database.query(
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
     values ($1, $2, $3, 'USER', $4, $5)`,
    [`share_${who.id.slice(-20)}${nodeId.slice(-6)}`, nodeId, who.organizationId, who.id, rights],
  );
}

const get = (who: Viewer | null, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  door.ask(who, method, path, { headers });

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

const codeOf = async (response: Response): Promise<[number, unknown]> => [
  response.status,
  ((await response.json()) as { code: unknown }).code,
];

describe('a file', () => {
  const path = () => `/f/files/${file}/noise.bin`;

  test('comes back as it went, and says what it is', async () => {
    const response = await get(me, path());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '300000',
      'content-disposition': `attachment; filename="noise.bin"; filename*=UTF-8''noise.bin`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      etag: `"${sha256(bytes)}"`,
    });
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox/);
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
  });

  test('is described by HEAD alone', async () => {
    const response = await get(me, path(), {}, 'HEAD');
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '300000']);
    expect((await bodyOf(response)).length).toBe(0);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100000-199999', 100_000, 200_000],
    ['bytes=299999-', 299_999, 300_000],
    ['bytes=299999-400000', 299_999, 300_000],
    ['bytes=-5', 299_995, 300_000],
    ['bytes=-400000', 0, 300_000],
  ])('is given in spans: %s', async (range, from, to) => {
    const response = await get(me, path(), { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([
      206,
      `bytes ${String(from)}-${String(to - 1)}/300000`,
    ]);
    expect((await bodyOf(response)).equals(bytes.subarray(from, to))).toBe(true);
  });

  test.each(['bytes=300000-', 'bytes=300000-300010', 'bytes=-0'])(
    'has nothing beyond its end: %s',
    async (range) => {
      const response = await get(me, path(), { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
      await response.body?.cancel();
    },
  );

  test.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=5-2', 'bytes=-'])(
    'is given whole for %s',
    async (range) => {
      const response = await get(me, path(), { range });
      expect([response.status, (await bodyOf(response)).length]).toEqual([200, 300_000]);
    },
  );

  test('goes on only where it is still the same', async () => {
    const etag = `"${sha256(bytes)}"`;
    const range = 'bytes=10-19';
    expect((await get(me, path(), { range, 'if-range': etag })).status).toBe(206);
    expect((await get(me, path(), { range, 'if-range': '"other"' })).status).toBe(200);
    expect((await get(me, path(), { 'if-none-match': `"x", ${etag}` })).status).toBe(304);
    expect((await get(me, path(), { 'if-none-match': `W/${etag}` })).status).toBe(304);
    expect((await get(me, path(), { 'if-match': etag })).status).toBe(200);
    expect((await get(me, path(), { 'if-match': '"other"' })).status).toBe(412);
  });

  test('is read, not written', async () => {
    const refused = await get(me, path(), {}, 'PUT');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('of no bytes is empty', async () => {
    const empty = await door.aFile(me, Buffer.alloc(0), { name: 'empty.txt' });
    const response = await get(me, `/f/files/${empty}/empty.txt`);
    expect([response.status, (await bodyOf(response)).length]).toEqual([200, 0]);
  });

  test.each([
    ['evil.html', '<script>alert(1)</script>'],
    ['evil.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['evil.xml', '<?xml version="1.0"?><x/>'],
  ])('like %s is only ever saved', async (name, text) => {
    const id = await door.aFile(me, Buffer.from(text), { name });
    const { headers } = await get(me, `/f/files/${id}/${name}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('that is a picture is shown, unless it is to be saved', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const id = await door.aFile(me, png, { name: 'bild "ü".png' });
    const shown = await get(me, `/f/files/${id}/bild.png`);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toBe(
      `inline; filename="bild ___.png"; filename*=UTF-8''bild%20_%C3%BC_.png`,
    );
    const saved = await get(me, `/f/files/${id}/bild.png?download`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('is written down where it is downloaded, once for all of it', async () => {
    const id = await door.aFile(me, Buffer.from('hello'), { name: 'noted.txt' });
    const noted = async (): Promise<number> =>
      (
        await door.one<{ n: number }>(
          `select count(*)::int as n from activity where node_id = $1 and kind = 'DOWNLOADED'`,
          [id],
        )
      )?.n ?? 0;
    const own = `/f/files/${id}/noted.txt`;
    await bodyOf(await get(me, own, {}, 'HEAD'));
    await bodyOf(await get(me, own, { range: 'bytes=2-3' }));
    expect(await noted()).toBe(0);
    await bodyOf(await get(me, own));
    expect(await noted()).toBe(1);
  });
});

describe('the right to it', () => {
  const path = () => `/f/files/${file}/noise.bin`;

  test.each([
    ['nobody', (): null => null, [], [401, 'UNAUTHENTICATED']],
    ['a stranger', () => stranger, [], [404, 'NOT_FOUND']],
    ['a colleague without a share', () => colleague, [], [404, 'NOT_FOUND']],
    ['a colleague who may look', () => colleague, ['VIEW'], [403, 'FORBIDDEN']],
    [
      'a colleague who may comment and change',
      () => colleague,
      ['VIEW', 'COMMENT', 'EDIT'],
      [403, 'FORBIDDEN'],
    ],
  ] as const)('is not that of %s', async (_who, who, rights, refusal) => {
    await share(file, colleague, rights);
    expect(await codeOf(await get(who(), path()))).toEqual(refusal);
    expect((await get(who(), path(), { 'if-none-match': `"${sha256(bytes)}"` })).status).toBe(refusal[0]);
  });

  test('is that of a colleague who may download', async () => {
    await share(file, colleague, ['VIEW', 'DOWNLOAD']);
    expect((await get(colleague, path())).status).toBe(200);
    await share(file, colleague, []);
    expect(await codeOf(await get(colleague, path(), { range: 'bytes=5-6' }))).toEqual([404, 'NOT_FOUND']);
  });

  test('is nobody’s before it was found clean', async () => {
    const id = await door.aFile(me, Buffer.from('not scanned'), { name: 'new.txt' });
    const { database } = door.files.test.runtime;
    for (const state of ['WAITING', 'INFECTED', 'UNSCANNABLE']) {
      await database.query('update node set scan = $2 where id = $1', [id, state]);
      expect(await codeOf(await get(me, `/f/files/${id}/new.txt`))).toEqual([403, 'FORBIDDEN']);
    }
    await database.query(`update node set scan = 'CLEAN' where id = $1`, [id]);
    // Its bytes alone decide as well: those of an older version may be others.
    await database.query(`update blob set scan = 'INFECTED' where sha256 = $1`, [
      sha256(Buffer.from('not scanned')),
    ]);
    expect(await codeOf(await get(me, `/f/files/${id}/new.txt`))).toEqual([403, 'FORBIDDEN']);
  });

  test('is asked for while it runs: whoever loses it gets no more', async () => {
    const big = await door.aFile(me, randomBytes(64 * MEGABYTE), { name: 'big.bin' });
    await share(big, colleague, ['VIEW', 'DOWNLOAD']);
    await get(colleague, '/f/files/file_0/none');
    const asking = httpRequest(`${door.url}/f/files/${big}/big.bin`, { headers: { 'x-who': colleague.id } });
    asking.end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.pause();
    response.on('error', () => undefined);
    const closed = new Promise<number>((resolve) =>
      response.once('close', () => {
        resolve(performance.now());
      }),
    );
    const lost = performance.now();
    await share(big, colleague, []);
    response.resume();
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // Read slowly enough to be running still.
      response.pause();
      setTimeout(() => response.resume(), 5);
    });
    expect((await closed) - lost).toBeLessThan(1_500);
    expect(size).toBeLessThan(64 * MEGABYTE);
    expect(response.complete).toBe(false);
  });
});

describe('an older version', () => {
  test('has an address of its own', async () => {
    const id = await door.aFile(me, Buffer.from('one'), { name: 'versions.txt' });
    const { url } = await door.begin(me, 3, { replacesFileId: id });
    await door.patch(me, url, 0, Buffer.from('two'));
    await door.clean();
    const versions = await door.files.test.runtime.database.query<{ id: string }[]>(
      'select id from version where node_id = $1 order by number',
      [id],
    );
    const read = async (path: string): Promise<string> => (await get(me, path)).text();
    expect(await read(`/f/files/${id}/versions.txt`)).toBe('two');
    expect(await read(`/f/files/${id}/${versions[0]?.id ?? ''}/versions.txt`)).toBe('one');
    expect((await get(me, `/f/files/${file}/${versions[0]?.id ?? ''}/versions.txt`)).status).toBe(404);
  });
});

describe('a signed address', () => {
  const signed = async (who: Viewer, id: string): Promise<string | null> => {
    const { runtime } = door.files.test;
    const { signedAddress } = await import('./signed-address.service.js');
    const { callerOf } = await import('@parley/kit/testing');
    return signedAddress(runtime.context(callerOf(who)) as never, id);
  };

  test('opens the file without anything beside it, for as long as the right it stands for', async () => {
    await share(file, colleague, ['VIEW', 'DOWNLOAD']);
    const path = (await signed(colleague, file)) ?? '';
    const response = await get(null, path);
    expect([response.status, (await bodyOf(response)).equals(bytes)]).toEqual([200, true]);
    expect((await get(null, path, { range: 'bytes=1-2' })).status).toBe(206);
    await share(file, colleague, []);
    expect((await get(null, path, { range: 'bytes=1-2' })).status).toBe(404);
  });

  test('is made for nobody who may not download', async () => {
    await share(file, colleague, ['VIEW']);
    expect(await signed(colleague, file)).toBeNull();
    expect(await signed(stranger, file)).toBeNull();
  });

  test('that was changed opens nothing', async () => {
    const path = (await signed(me, file)) ?? '';
    const [, , , token = ''] = path.split('/');
    const [text = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, e: 9_999_999_999 })).toString('base64url');
    const other = createHash('sha256').update(forged).digest('base64url');
    for (const each of [`${forged}.${signature}`, `${forged}.${other}`, `${text}.`, text]) {
      expect((await get(null, `/f/s/${each}/x`)).status).toBe(404);
    }
  });
});
