import { expect, test } from 'vitest';
import { boxOf, clockText, groupAttachments, iconOf, sizeText } from './attachment.rules';

const file = (id: string, kind: string) =>
  ({ file: { id, kind, mediaType: '', metadata: {} }, caption: null }) as never as { file: { id: string } };
const idsOf = (list: readonly { readonly file: { readonly id: string } }[]): string[] =>
  list.map((each) => each.file.id);

test('files are sorted by how they are shown, and what may not be read is left out', () => {
  const groups = groupAttachments([
    { ...file('picture', 'IMAGE'), role: 'INLINE' },
    { ...file('voice', 'AUDIO'), role: 'VOICE' },
    { ...file('song', 'AUDIO'), role: 'INLINE' },
    { ...file('original', 'IMAGE'), role: 'ATTACHED' },
    { ...file('film', 'VIDEO'), role: 'INLINE' },
    { file: null, caption: null, role: 'ATTACHED' },
  ] as never);
  expect(
    Object.fromEntries(Object.entries(groups).map(([name, list]) => [name, idsOf(list as never)])),
  ).toEqual({
    pictures: ['picture'],
    films: ['film'],
    sounds: ['song'],
    voices: ['voice'],
    cards: ['original'],
  });
});

test.each([
  [
    { width: 200, height: 100 },
    { width: 200, height: 100 },
  ],
  [
    { width: 3_600, height: 1_800 },
    { width: 360, height: 180 },
  ],
  [
    { width: 1_000, height: 3_000 },
    { width: 100, height: 300 },
  ],
  [
    { width: 1, height: 1 },
    { width: 48, height: 48 },
  ],
  [
    { width: null, height: null },
    { width: 320, height: 180 },
  ],
])('a picture of %j has the room of %j', (size, box) => {
  expect(boxOf(size)).toEqual(box);
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_400, '1 kB'],
  [1_449_000, '1.4 MB'],
  [2_000_000_000, '2 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes, 'en')).toBe(text);
});

test.each([
  [0, '0:00'],
  [7.4, '0:07'],
  [750, '12:30'],
  [3_723, '1:02:03'],
  [59.7, '1:00'],
])('%d seconds are %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

test('a kind of file has its picture, and any other the plain one', () => {
  expect([iconOf('DOCUMENT', 'application/pdf'), iconOf('ARCHIVE', ''), iconOf('HOLOGRAM', '')]).toEqual([
    'file-pdf',
    'file-zip',
    'file',
  ]);
});
