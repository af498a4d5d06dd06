import { expect, test } from 'vitest';
import { readHeader, writeHeader } from './sframe-header.rules';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

// RFC 9605, appendix C.1: numbers that stand in the first byte, and those that follow it in one byte, two and more.
test.each([
  [0, 0, '00'],
  [0, 1, '01'],
  [0, 0xff, '08ff'],
  [0, 0x100, '090100'],
  [1, 0xffff, '19ffff'],
  [0xff, 0xff, '88ffff'],
  [0x100, 0x100, '9901000100'],
  [0x123, 0x4567, '9901234567'],
  [0xffff, 0, '90ffff'],
  [0x10000, 0xff, 'a8010000ff'],
  [0xffffffff, 0x1000000, 'bbffffffff01000000'],
])('key %i, frame %i is the header %s', (keyId, counter, header) => {
  expect(hex(writeHeader({ keyId, counter }))).toBe(header);
  expect(readHeader(bytes(`${header}ab`))).toEqual({ keyId, counter, length: header.length / 2 });
});

test.each(['', '08', '9901', '88ff', 'f8ffffffffffffffff00'])('%s is no header', (text) => {
  expect(readHeader(bytes(text))).toBeNull();
});
