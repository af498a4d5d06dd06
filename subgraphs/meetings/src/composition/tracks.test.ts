import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder } from '../../test/janus-media.js';
import { playableTracks } from './tracks.js';

/** Of a packet of sound: 20 ms at 48 kHz. */
const SAMPLES = 960;
const MS = 20;
/** Opus for nothing to hear. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** A packet as the media server writes it: when it came, its length, and what came by RTP. */
function written(n: number, leap: number): Buffer {
  const head = Buffer.alloc(10);
  head.write('MEET', 'latin1');
  head.writeUInt32BE(n * MS, 4);
  const rtp = Buffer.alloc(12);
  rtp.writeUInt16BE(0x80_6f, 0);
  rtp.writeUInt16BE(n & 0xffff, 2);
  rtp.writeUInt32BE((n * SAMPLES + leap) >>> 0, 4);
  rtp.writeUInt32BE(1111, 8);
  head.writeUInt16BE(rtp.length + SILENCE.length, 8);
  return Buffer.concat([head, rtp, SILENCE]);
}

/** Sound of so many packets that was written until now; its clock leaps by so many samples after half of them. */
async function sound(folder: string, name: string, packets: number, leap = 0): Promise<void> {
  const begun = (Date.now() - packets * MS) * 1_000;
  const header = Buffer.from(JSON.stringify({ t: 'a', c: 'opus', s: begun, u: begun }));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(header.length);
  const all = Array.from({ length: packets }, (_, n) => written(n, n < packets / 2 ? 0 : leap));
  const path = join(folder, `${name}-audio-0.mjr`);
  await writeFile(path, Buffer.concat([Buffer.from('MJR00002'), length, header, ...all]));
}

test('an hour and a half of sound is one track', async () => {
  const [folder, into] = [await aFolder(), await aFolder()];
  await sound(folder, 'long', 270_000);
  const [track, ...others] = await playableTracks({ folder, name: 'long' }, into);
  expect(others).toEqual([]);
  expect(track?.seconds).toBeCloseTo(5_400, 0);
  expect(track?.times).toHaveLength(270_000);
}, 60_000);

test.each([
  ['ten hours', 1_700_000_000],
  ['more than half of what it can count', 3_000_000_000],
])('a track whose clock leapt by %s is left out, and no hours of silence are made', async (_, leap) => {
  const [folder, into] = [await aFolder(), await aFolder()];
  await sound(folder, 'leaping', 100, leap);
  expect(await playableTracks({ folder, name: 'leaping' }, into)).toEqual([]);
  expect(await readdir(into)).toEqual([]);
});

test('a clock that ran ahead a little is taken at its word', async () => {
  const [folder, into] = [await aFolder(), await aFolder()];
  await sound(folder, 'ahead', 100, 5 * 48_000);
  const [track] = await playableTracks({ folder, name: 'ahead' }, into);
  expect(track?.seconds).toBeCloseTo(7, 0);
});
