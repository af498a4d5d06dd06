import { expect, test } from 'vitest';
import { readMjrHeader } from './mjr.rules.js';

function mjr(header: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(header));
  return Buffer.concat([Buffer.from('MJR00002'), length, Buffer.from(header), Buffer.from('MEET')]);
}

test('a header says what a track is and when it began', () => {
  const header = '{"t": "v", "c": "vp8", "d": "SCREEN", "s": 1795349270475528, "u": 1795349270525469}';
  expect(readMjrHeader(mjr(header))).toEqual({
    kind: 'video',
    codec: 'vp8',
    beganAt: 1_795_349_270_525.469,
    description: 'SCREEN',
  });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['something else', Buffer.from('RIFF....WAVE')],
  ['no packet', mjr('{"t": "a", "c": "opus", "s": 1795349270475528}')],
  ['data', mjr('{"t": "d", "c": "text", "s": 1, "u": 2}')],
  ['half a header', mjr('{"t": "a", "c": "opus", "s": 1, "u": 2}').subarray(0, 20)],
])('%s is no track', (_what, bytes) => {
  expect(readMjrHeader(bytes)).toBeNull();
});
