import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Person } from '../client/person.js';
import { DeleteMessageDocument, SendMessageDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, gateways } from '../product.js';

const at = (nth: number): string => gateways[nth % gateways.length] ?? '';

interface Sent {
  readonly id: string;
  readonly url: string;
  readonly size: number;
  readonly mediaType: string;
}

const upload = (who: Person, name: string, bytes: Buffer, key = aKey(), nth = 0): Promise<Response> =>
  fetch(`${at(nth)}/files?${new URLSearchParams({ name, key }).toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });

const bearer = (who: Person): Record<string, string> => ({ authorization: `Bearer ${who.token}` });

/** A file that stands in a message of the two. */
async function shown(name: string, bytes: Buffer) {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  const file = (await (await upload(head, name, bytes)).json()) as Sent;
  const input = { channelId, attachments: [{ fileId: file.id }], key: aKey() };
  const { sendMessage } = await head.get(SendMessageDocument, { input });
  return { head, student, file, messageId: sendMessage.id };
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { code?: unknown }).code;

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a file', () => {
  test('comes back as it went, whole or a part of it, from any gateway', async () => {
    const bytes = randomBytes(1_300_000);
    const { student, file } = await shown('noise.bin', bytes);
    expect(file).toMatchObject({ size: bytes.length, mediaType: 'application/octet-stream' });
    const whole = await fetch(at(1) + file.url, { headers: bearer(student) });
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const range = 'bytes=524280-1048600';
    const part = await fetch(at(0) + file.url, { headers: { ...bearer(student), range } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 524280-1048600/1300000']);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(524_280, 1_048_601))).toBe(true);
    const beyond = await fetch(at(0) + file.url, {
      headers: { ...bearer(student), range: 'bytes=1300000-' },
    });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1300000']);
    await beyond.body?.cancel();
  });

  test('is sent once, whatever becomes of the answer', async () => {
    const head = await a('head');
    const key = aKey();
    const answer = await upload(head, 'a.txt', Buffer.from('hello'), key);
    // Programs learn from it that files of messages are sent in another way by now.
    expect(answer.headers.get('deprecation')).toMatch(/^@\d+$/);
    const first = (await answer.json()) as Sent;
    const again = (await (await upload(head, 'a.txt', Buffer.from('hello'), key, 1)).json()) as Sent;
    expect(again.id).toBe(first.id);
    const other = await upload(head, 'b.txt', Buffer.from('hello'), key);
    expect([other.status, await codeOf(other)]).toEqual([409, 'CONFLICT']);
  });

  test('is read by nobody who does not read the message, and not once that is gone', async () => {
    const { head, student, file, messageId } = await shown('plan.png', png);
    const read = async (who: Person | null): Promise<[number, unknown]> => {
      const response = await fetch(gateway + file.url, { headers: who ? bearer(who) : {} });
      return [response.status, response.ok ? response.headers.get('content-type') : await codeOf(response)];
    };
    expect(await read(student)).toEqual([200, 'image/png']);
    expect(await read(await a('elsewhere'))).toEqual([404, 'NOT_FOUND']);
    expect(await read(await a('dean'))).toEqual([404, 'NOT_FOUND']);
    expect(await read(null)).toEqual([401, 'UNAUTHENTICATED']);
    await head.get(DeleteMessageDocument, { input: { messageId, key: aKey() } });
    expect(await read(student)).toEqual([404, 'NOT_FOUND']);
  });

  test('that is unchanged is not sent twice, and not told of to whoever may not read it', async () => {
    const { student, file } = await shown('plan.png', png);
    const first = await fetch(gateway + file.url, { headers: bearer(student) });
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    await first.body?.cancel();
    const asked = (who: Person) =>
      fetch(gateway + file.url, { headers: { ...bearer(who), 'if-none-match': etag } });
    expect((await asked(student)).status).toBe(304);
    const refused = await asked(await a('dean'));
    expect([refused.status, await codeOf(refused)]).toEqual([404, 'NOT_FOUND']);
  });

  test('can do nothing in a page of its own, whatever it says it is', async () => {
    const page = Buffer.from('<script>alert(document.cookie)</script>');
    for (const name of ['evil.html', 'evil.svg', 'evil.png']) {
      const { student, file } = await shown(name, page);
      const { headers, body } = await fetch(gateway + file.url, { headers: bearer(student) });
      await body?.cancel();
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox/);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  test('has a name that is no path and breaks no header', async () => {
    const { student, file } = await shown('../../x\r\nSet-Cookie: a=b\u202Egnp "ü".png', png);
    const { headers, body } = await fetch(gateway + file.url, { headers: bearer(student) });
    await body?.cancel();
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="xSet-Cookie_ a_bgnp ___.png"; filename*=UTF-8''xSet-Cookie_%20a%3Dbgnp%20_%C3%BC_.png`,
    );
  });
});

describe('sending a file', () => {
  test.each([
    ['without a name', '', 'INVALID', 422],
    ['without a key', 'name=a.txt', 'INVALID', 422],
  ])('%s is refused', async (_what, query, code, status) => {
    const refused = await fetch(`${gateway}/files?${query}`, {
      method: 'POST',
      headers: bearer(await a('head')),
      body: 'hello',
    });
    expect([refused.status, await codeOf(refused)]).toEqual([status, code]);
  });

  test('by nobody, or by a cookie alone, is refused', async () => {
    const head = await a('head');
    const url = `${gateway}/files?${new URLSearchParams({ name: 'a.txt', key: aKey() }).toString()}`;
    const pass = await fetch(`${gateway}/content/pass`, { method: 'POST', headers: bearer(head) });
    const cookie = pass.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^parley_content=/);
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const refused = await fetch(url, { method: 'POST', headers, body: 'hello' });
      expect([refused.status, await codeOf(refused)]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  test('that is too large is refused by its size alone', async () => {
    const head = await a('head');
    const url = new URL(`${gateway}/files?${new URLSearchParams({ name: 'a.bin', key: aKey() }).toString()}`);
    const headers = { ...bearer(head), 'content-length': String(3 * 1_073_741_824) };
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asking = request(url, { method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
          asking.destroy();
        });
      });
      asking.once('error', reject);
      asking.write('x');
    });
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ code: 'INVALID', limit: 'file', asked: 3 * 1_073_741_824 });
  });
});

test('a pass lets a page read what its session may, and nothing after it', async () => {
  const { student, file } = await shown('plan.png', png);
  const pass = await fetch(`${gateway}/content/pass`, { method: 'POST', headers: bearer(student) });
  const [given] = pass.headers.getSetCookie();
  expect(given).toMatch(/; Path=\/content; .*HttpOnly; SameSite=Strict/);
  const cookie = given?.split(';')[0] ?? '';
  const shownTo = async (headers: Record<string, string>): Promise<number> => {
    const { status, body } = await fetch(gateway + file.url, { headers });
    await body?.cancel();
    return status;
  };
  expect(await shownTo({ cookie })).toBe(200);
  expect(await shownTo({ cookie: 'parley_content=nonsense' })).toBe(401);
  const none = await fetch(`${gateway}/content/pass`, { method: 'POST' });
  expect([none.status, await codeOf(none)]).toEqual([401, 'UNAUTHENTICATED']);
  const taken = await fetch(`${gateway}/content/pass`, { method: 'DELETE' });
  expect(taken.headers.get('set-cookie')).toMatch(/^parley_content=; .*Max-Age=0/);
});
