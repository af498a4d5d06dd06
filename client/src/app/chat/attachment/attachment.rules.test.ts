import { expect, test } from 'vitest';
import {
  boxOf,
  groupAttachments,
  iconOf,
  pictureOf,
  playedOf,
  safetyOf,
  sizeText,
  wholeOf,
} from './attachment.rules';

const file = (id: string, kind: string) =>
  ({
    file: { id, kind, mediaType: 'image/png', scan: 'CLEAN', renditions: [], metadata: {} },
    caption: null,
    ready: true,
  }) as never as { file: { id: string } };
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

test('a kind of file has its picture, and any other the plain one', () => {
  expect([iconOf('DOCUMENT', 'application/pdf'), iconOf('ARCHIVE', ''), iconOf('HOLOGRAM', '')]).toEqual([
    'file-pdf',
    'file-zip',
    'file',
  ]);
});

const made = (kind: string, width: number | null, ready = true) => ({
  ...{ kind, width, height: width, ready, page: null },
  url: `/f/renditions/1/${kind.toLowerCase()}`,
});
const drawn = (more: object) =>
  ({ scan: 'CLEAN', renditions: [], mediaType: 'image/png', url: '/f/files/1/a.png', ...more }) as never;

test('a picture is shown as files made it, in the widths there are, and as it is until then', () => {
  const renditions = [made('THUMBNAIL', 320), made('PREVIEW', 1_600)];
  expect(pictureOf(drawn({ renditions }))).toEqual({
    url: '/f/renditions/1/thumbnail',
    srcset: '/f/renditions/1/thumbnail 320w, /f/renditions/1/preview 1600w',
  });
  expect(pictureOf(drawn({ renditions: [made('THUMBNAIL', 320, false)] }))).toEqual({
    url: '/f/files/1/a.png',
    srcset: null,
  });
  expect(pictureOf(drawn({ renditions, mediaType: 'image/gif' }))?.url).toBe('/f/files/1/a.png');
});

test('nothing of a picture is shown while it is checked, where it is infected, and where no browser could', () => {
  const of = (more: object) => pictureOf(drawn({ renditions: [made('THUMBNAIL', 320)], ...more }));
  expect([of({ scan: 'WAITING' }), of({ scan: 'SCANNING' }), of({ scan: 'INFECTED' })]).toEqual([
    null,
    null,
    null,
  ]);
  expect(pictureOf(drawn({ mediaType: 'image/heic' }))).toBeNull();
  expect(
    wholeOf(drawn({ mediaType: 'image/heic', renditions: [made('THUMBNAIL', 320), made('PREVIEW', 900)] })),
  ).toBe('/f/renditions/1/preview');
});

test('what is checked keeps its place; what is locked away is a card', () => {
  const one = (kind: string, scan: string, role: string) => ({
    ...{ role, caption: null, ready: true },
    file: { id: scan, kind, mediaType: 'image/png', scan, renditions: [], metadata: {} },
  });
  const groups = groupAttachments([
    one('IMAGE', 'WAITING', 'INLINE'),
    { ...one('IMAGE', 'CLEAN', 'INLINE'), ready: false },
    one('IMAGE', 'INFECTED', 'INLINE'),
    one('AUDIO', 'SCANNING', 'VOICE'),
    one('AUDIO', 'UNSCANNABLE', 'VOICE'),
  ] as never);
  expect([idsOf(groups.pictures), idsOf(groups.voices), idsOf(groups.cards)]).toEqual([
    ['WAITING', 'CLEAN'],
    ['SCANNING'],
    ['INFECTED', 'UNSCANNABLE'],
  ]);
  expect(groups.pictures.map(({ file }) => safetyOf(file))).toEqual(['checking', 'withheld']);
  expect(['CLEAN', 'UNSCANNED', 'WAITING', 'UNSCANNABLE'].map((scan) => safetyOf({ scan } as never))).toEqual(
    ['safe', 'safe', 'checking', 'locked'],
  );
});

test('a film plays what browsers play', () => {
  const film = drawn({ renditions: [made('THUMBNAIL', 320), made('POSTER', 900), made('STREAM', null)] });
  expect([playedOf(film), playedOf(drawn({}))]).toEqual(['/f/renditions/1/stream', '/f/files/1/a.png']);
});
