import { expect, test } from 'vitest';
import { aPng, aWav } from '../../test/files.js';
import { fileTypeOf } from './file-type.rules.js';
import { imageSizeOf, isShowable } from './image-size.rules.js';

const html = Buffer.from('<html><script>alert(1)</script>');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
const zip = Buffer.from('504b030414000600', 'hex');
const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.from('....B\u0082webm')]);

test.each([
  ['a picture', aPng(1, 1), 'a.png', '', 'image/png', true],
  ['a picture without an ending', aPng(1, 1), 'a', '', 'image/png', true],
  ['a picture that is called a page', aPng(1, 1), 'a.html', '', 'application/octet-stream', false],
  ['a page that is called a picture', html, 'a.png', 'image/png', 'application/octet-stream', false],
  ['a page', html, 'a.html', '', 'text/html', false],
  ['a drawing', svg, 'a.svg', 'image/svg+xml', 'image/svg+xml', false],
  ['a sound', aWav(), 'a.wav', '', 'audio/wav', true],
  ['a recorded sound', webm, 'a.webm', 'audio/webm;codecs=opus', 'audio/webm', true],
  ['a recorded film', webm, 'a.webm', 'video/webm', 'video/webm', true],
  [
    'a letter',
    zip,
    'a.docx',
    '',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    false,
  ],
  ['packed files', zip, 'a.zip', '', 'application/zip', false],
  ['a program', Buffer.from('4d5a90000300', 'hex'), 'a.exe', '', 'application/octet-stream', false],
  [
    'a program that is called a document',
    Buffer.from('4d5a9000', 'hex'),
    'a.pdf',
    '',
    'application/octet-stream',
    false,
  ],
  ['words', Buffer.from('Grüße'), 'a.txt', '', 'text/plain', false],
  [
    'bytes that are called words',
    Buffer.from([0xff, 0xfe, 0]),
    'a.txt',
    '',
    'application/octet-stream',
    false,
  ],
])('%s is what it is', (_what, head, name, claimed, mediaType, inline) => {
  expect(fileTypeOf(head, name, claimed)).toMatchObject({ mediaType, inline });
});

const jpeg = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe10022', 'hex'),
    Buffer.from('Exif\0\0', 'latin1'),
    Buffer.from('4d4d002a00000008', 'hex'),
    Buffer.from(`0001011200030000000100${orientation.toString(16).padStart(2, '0')}0000`, 'hex'),
    Buffer.alloc(0x22 - 2 - 6 - 8 - 14),
    Buffer.from('ffc0001108012c0190030000', 'hex'),
  ]);

test.each([
  ['image/png', aPng(640, 480), { width: 640, height: 480 }],
  ['image/jpeg', jpeg(1), { width: 400, height: 300 }],
  ['image/jpeg', jpeg(6), { width: 300, height: 400 }],
  ['image/gif', Buffer.from('474946383961800240014d4d', 'hex'), { width: 640, height: 320 }],
  ['image/png', aPng(640, 480).subarray(0, 18), null],
  ['image/jpeg', Buffer.from('ffd8ffe1ffff', 'hex'), null],
  [
    'image/webp',
    Buffer.from('RIFF    WEBPVP8X    \0\0\0\0\x7f\x02\0\xdf\x01\0', 'latin1'),
    { width: 640, height: 480 },
  ],
])('the size of %s is read from its head', (mediaType, head, size) => {
  expect(imageSizeOf(head, mediaType)).toEqual(size);
});

test('fifty megapixels are shown, and no more', () => {
  expect(isShowable({ width: 10_000, height: 5_000 })).toBe(true);
  expect(isShowable({ width: 10_000, height: 5_001 })).toBe(false);
});
