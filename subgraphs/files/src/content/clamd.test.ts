import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAMD_MOST_BYTES, type ClamdProcess, startClamd } from '../../test/clamd-process.js';
import { EICAR, aTar, aZip, packed } from '../../test/content-files.js';
import { ScannerDown, clamdAt } from './clamd.js';

let clamd: ClamdProcess;

beforeAll(async () => {
  clamd = await startClamd();
});

afterAll(async () => {
  await clamd.stop();
});

async function* pieces(content: Buffer | string, length = 65_536): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += length) {
    yield await Promise.resolve(bytes.subarray(at, at + length));
  }
}

const infected = { state: 'INFECTED', signature: 'Eicar-Test.UNOFFICIAL' };

describe('The scanner', () => {
  test.each<[string, Buffer | string]>([
    ['as it is', EICAR],
    ['inside other words', `${'a'.repeat(100_000)}${EICAR}${'b'.repeat(100_000)}`],
    [
      'zipped',
      aZip([
        { name: 'a.txt', content: 'words' },
        { name: 'eicar.com', content: EICAR },
      ]),
    ],
    ['zipped twice', aZip([{ name: 'a.zip', content: aZip([{ name: 'eicar.com', content: EICAR }]) }])],
    ['in a packed tar', packed(aTar([{ name: 'eicar.com', content: EICAR }]))],
  ])('finds a virus %s', async (_, content) => {
    expect(await clamdAt(clamd.url).scan(pieces(content))).toEqual(infected);
  });

  test.each([1, 7, 67])('finds a virus that arrives in pieces of %s bytes', async (length) => {
    expect(await clamdAt(clamd.url).scan(pieces(EICAR, length))).toEqual(infected);
  });

  test('finds a virus that lies over the border of two chunks', async () => {
    const content = `${'a'.repeat(65_536 - 30)}${EICAR}${'b'.repeat(70_000)}`;
    expect(await clamdAt(clamd.url).scan(pieces(content, 200_000))).toEqual(infected);
  });

  test('lets through what is clean, the empty file as well', async () => {
    expect(await clamdAt(clamd.url).scan(pieces(randomBytes(500_000)))).toEqual({ state: 'CLEAN' });
    expect(await clamdAt(clamd.url).scan(pieces(''))).toEqual({ state: 'CLEAN' });
  });

  test('says of what is too large for it that it was not scanned, and is asked for no more of it', async () => {
    let sent = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (; sent < 20 * CLAMD_MOST_BYTES; sent += 65_536) yield await Promise.resolve(Buffer.alloc(65_536));
    };
    expect(await clamdAt(clamd.url).scan(endless())).toEqual({ state: 'UNSCANNABLE', because: 'TOO_LARGE' });
    expect(sent).toBeLessThan(5 * CLAMD_MOST_BYTES);
  });

  test('names itself', async () => {
    expect(await clamdAt(clamd.url).version()).toMatch(/^ClamAV \d+\.\d+/);
  });

  test('is told to be down by a type of its own: not there, silent, or gone in the middle', async () => {
    await expect(clamdAt('unix:///nowhere/clamd.sock').scan(pieces(EICAR))).rejects.toThrow(ScannerDown);
    await expect(clamdAt('tcp://127.0.0.1:1').version()).rejects.toThrow(ScannerDown);
    const silent = createServer((socket) => socket.resume());
    const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
    for (const [server, times] of [
      [silent, { connectMs: 1_000, silenceMs: 100 }],
      [rude, { connectMs: 1_000, silenceMs: 5_000 }],
    ] as const) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      await expect(clamdAt(url, times).scan(pieces(Buffer.alloc(1_000_000)))).rejects.toThrow(ScannerDown);
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
