import { describe, expect, test } from 'vitest';
import { EICAR, aPdf, aPng, aTar, aZip, packed } from '../../test/content-files.js';
import { fileTypeOf } from './file-type.rules.js';

const typeOf = (content: Buffer | string, name: string, claimed?: string) => {
  const bytes = Buffer.from(content);
  return fileTypeOf({ head: bytes.subarray(0, 4_096), tail: bytes.subarray(-65_557), name, claimed });
};

const hex = (digits: string): Buffer => Buffer.concat([Buffer.from(digits, 'hex'), Buffer.alloc(64)]);
const riff = (form: string): Buffer => Buffer.concat([Buffer.from(`RIFF\0\0\0\0${form}`), Buffer.alloc(64)]);
const iso = (brand: string): Buffer =>
  Buffer.concat([hex('00000018').subarray(0, 4), Buffer.from(`ftyp${brand}`), Buffer.alloc(64)]);
const bitmap = Buffer.concat([
  Buffer.from('BM'),
  hex('4600000000000000360000002800000001000000010000000100180000'),
]);
const zip = aZip([{ name: 'a.txt', content: 'words' }]);
const COMPOUND = hex('d0cf11e0a1b11ae1');
const ASF = hex('3026b2758e66cf11a6d900aa0062ce6c');
const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('What a file is', () => {
  test.each<[string, Buffer | string, string, string, boolean]>([
    // Documents
    ['a.pdf', aPdf(['x']), 'application/pdf', 'DOCUMENT', false],
    ['a.doc', COMPOUND, 'application/msword', 'DOCUMENT', false],
    [
      'a.docx',
      zip,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'DOCUMENT',
      false,
    ],
    ['a.txt', 'words', 'text/plain', 'DOCUMENT', false],
    ['a.txt', Buffer.from('\ufeffwords', 'utf16le'), 'text/plain', 'DOCUMENT', false],
    ['a.txt', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'text/plain', 'DOCUMENT', false],
    ['a.rtf', '{\\rtf1 words}', 'application/rtf', 'DOCUMENT', false],
    ['a.odt', zip, 'application/vnd.oasis.opendocument.text', 'DOCUMENT', false],
    // Pictures
    ['a.jpg', hex('ffd8ffe0'), 'image/jpeg', 'IMAGE', true],
    ['a.PNG', aPng(1, 1), 'image/png', 'IMAGE', true],
    ['a.gif', 'GIF89a\x01\0\x01\0', 'image/gif', 'IMAGE', true],
    ['a.bmp', bitmap, 'image/bmp', 'IMAGE', true],
    ['a.svg', SVG, 'image/svg+xml', 'IMAGE', false],
    ['a.webp', riff('WEBP'), 'image/webp', 'IMAGE', true],
    ['a.tiff', hex('49492a00'), 'image/tiff', 'IMAGE', false],
    // Films
    ['a.mp4', iso('isom'), 'video/mp4', 'VIDEO', true],
    ['a.avi', riff('AVI '), 'video/x-msvideo', 'VIDEO', false],
    ['a.mov', iso('qt  '), 'video/quicktime', 'VIDEO', true],
    ['a.wmv', ASF, 'video/x-ms-wmv', 'VIDEO', false],
    ['a.flv', hex('464c5601'), 'video/x-flv', 'VIDEO', false],
    [
      'a.webm',
      Buffer.concat([hex('1a45dfa3').subarray(0, 20), Buffer.from('webm'), Buffer.alloc(40)]),
      'video/webm',
      'VIDEO',
      true,
    ],
    ['a.mkv', hex('1a45dfa3'), 'video/x-matroska', 'VIDEO', false],
    // Sounds
    ['a.mp3', hex('494433'), 'audio/mpeg', 'AUDIO', true],
    ['a.mp3', hex('fffb90'), 'audio/mpeg', 'AUDIO', true],
    ['a.wav', riff('WAVE'), 'audio/wav', 'AUDIO', true],
    ['a.flac', hex('664c6143'), 'audio/flac', 'AUDIO', true],
    ['a.aac', hex('fff150'), 'audio/aac', 'AUDIO', true],
    ['a.ogg', hex('4f676753'), 'audio/ogg', 'AUDIO', true],
    ['a.wma', ASF, 'audio/x-ms-wma', 'AUDIO', false],
    // Archives
    ['a.zip', zip, 'application/zip', 'ARCHIVE', false],
    ['a.rar', hex('526172211a0700'), 'application/vnd.rar', 'ARCHIVE', false],
    ['a.7z', hex('377abcaf271c'), 'application/x-7z-compressed', 'ARCHIVE', false],
    ['a.tar', aTar([{ name: 'a', content: 'b' }]), 'application/x-tar', 'ARCHIVE', false],
    ['a.tar.gz', packed('words'), 'application/gzip', 'ARCHIVE', false],
    // Programs
    ...['py', 'js', 'java', 'cpp', 'php', 'rb', 'go'].map(
      (ending): [string, string, string, string, boolean] => [
        `a.${ending}`,
        'x = 1',
        'text/plain',
        'CODE',
        false,
      ],
    ),
    ['a.html', '<html></html>', 'text/html', 'CODE', false],
    ['a.css', 'a { }', 'text/css', 'CODE', false],
    // Tables and slides
    ['a.xls', COMPOUND, 'application/vnd.ms-excel', 'SPREADSHEET', false],
    [
      'a.xlsx',
      zip,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'SPREADSHEET',
      false,
    ],
    ['a.csv', 'a,b', 'text/csv', 'SPREADSHEET', false],
    ['a.ods', zip, 'application/vnd.oasis.opendocument.spreadsheet', 'SPREADSHEET', false],
    ['a.ppt', COMPOUND, 'application/vnd.ms-powerpoint', 'PRESENTATION', false],
    [
      'a.pptx',
      zip,
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'PRESENTATION',
      false,
    ],
    ['a.odp', zip, 'application/vnd.oasis.opendocument.presentation', 'PRESENTATION', false],
  ])('%s', (name, content, mediaType, kind, inline) => {
    expect(typeOf(content, name)).toMatchObject({ mediaType, kind, inline });
  });

  test('an ending that nobody knows leaves the word to the content', () => {
    expect(typeOf(aPng(1, 1), 'picture.2')).toMatchObject({ mediaType: 'image/png', inline: true });
    expect(typeOf('words', 'README')).toMatchObject({ mediaType: 'text/plain', kind: 'DOCUMENT' });
    expect(typeOf(Buffer.from([0, 1, 2, 3]), 'data')).toMatchObject({ kind: 'OTHER' });
  });

  test('sound and film in the same wrapping are told apart by what the sender says', () => {
    expect(typeOf(iso('isom'), 'a.mp4', 'audio/mp4').kind).toBe('VIDEO');
    const webm = Buffer.concat([hex('1a45dfa3').subarray(0, 20), Buffer.from('webm'), Buffer.alloc(40)]);
    expect(typeOf(webm, 'voice.webm', 'audio/webm')).toMatchObject({
      mediaType: 'audio/webm',
      kind: 'AUDIO',
    });
  });

  test.each<[string, Buffer | string]>([
    ['picture.png', '<html><script>alert(1)</script></html>'],
    ['page.html', aPng(1, 1)],
    ['picture.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64)])],
    ['letter.pdf', zip],
    ['letter.docx', aPdf(['x'])],
    ['film.mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd'],
    ['drawing.png', SVG],
    ['eicar.png', EICAR],
  ])('%s is not what it says, and nothing that anybody is shown', (name, content) => {
    expect(typeOf(content, name)).toEqual({
      mediaType: 'application/octet-stream',
      kind: 'OTHER',
      icon: 'other',
      inline: false,
    });
  });

  test('what is a document to one reader and an archive to the next is neither', () => {
    expect(typeOf(Buffer.concat([aPdf(['x']), zip]), 'a.pdf')).toMatchObject({
      kind: 'OTHER',
      inline: false,
    });
    expect(typeOf(Buffer.concat([aPng(1, 1), zip]), 'a.png')).toMatchObject({ kind: 'OTHER', inline: false });
    const mentions = Buffer.concat([aPng(1, 1), Buffer.from('504b0506', 'hex'), Buffer.alloc(40, 0x41)]);
    expect(typeOf(mentions, 'a.png')).toMatchObject({ kind: 'IMAGE', inline: true });
  });

  test('a script behind the mark of a picture is never more than that picture', () => {
    expect(typeOf('GIF89a=1;alert(1)//', 'a.js')).toMatchObject({ kind: 'OTHER', inline: false });
    expect(typeOf('GIF89a=1;alert(1)//', 'a.gif').mediaType).toBe('image/gif');
    const withPage = Buffer.concat([
      hex('ffd8fffe0030'),
      Buffer.from('<html><script>alert(1)</script></html>'),
    ]);
    expect(typeOf(withPage, 'a.html')).toMatchObject({ kind: 'OTHER', inline: false });
    expect(typeOf(withPage, 'a.jpg').mediaType).toBe('image/jpeg');
  });
});
