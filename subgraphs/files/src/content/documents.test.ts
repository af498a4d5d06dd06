import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentDesk, wordsOf } from '../../test/content-desk.js';
import { aDocx, aPdf, aPptx, aZip, anOpenDocument, anXlsx, zeros } from '../../test/content-files.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

describe('A document', () => {
  const pdf = aPdf(['The first page', 'The second page']);

  test('in PDF has pages, a picture of each, and words', async () => {
    expect((await desk.work('inspect', 'a.pdf', pdf)).answer.measures.pageCount).toBe(2);
    const { answer, files } = await desk.work('render', 'a.pdf', pdf);
    expect(answer.made.map(({ kind, page }) => [kind, page])).toEqual([
      ['THUMBNAIL', null],
      ['PREVIEW', 1],
      ['PREVIEW', 2],
    ]);
    // Letters of a font that the file only names are drawn.
    expect((await sharp(files['preview-1.webp']).stats()).channels[0]?.min).toBeLessThan(100);
    expect(wordsOf(await desk.work('read', 'a.pdf', pdf))).toBe('The first page\fThe second page');
  });

  test.each<[string, Buffer | string, string]>([
    ['a.docx', aDocx(['One', 'two\fthree']), 'One\ntwo\fthree'],
    [
      'a.xlsx',
      anXlsx([
        ['Name', 'Pieces'],
        ['Bolt', 12],
        ['Name', 1.5],
      ]),
      'Name\tPieces\nBolt\t12\nName\t1.5',
    ],
    [
      'a.pptx',
      aPptx(Array.from({ length: 10 }, (_, n) => `Slide ${String(n + 1)}`)),
      Array.from({ length: 10 }, (_, n) => `Slide ${String(n + 1)}`).join('\f'),
    ],
    [
      'a.odt',
      anOpenDocument('text', '<text:h>Head</text:h><text:p>a<text:tab/>b<text:soft-page-break/>c</text:p>'),
      'Head\na\tb\fc',
    ],
    [
      'a.ods',
      anOpenDocument(
        'spreadsheet',
        '<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>',
      ),
      'x\ty',
    ],
    [
      'a.odp',
      anOpenDocument(
        'presentation',
        '<draw:page><text:p>x</text:p></draw:page><draw:page><text:p>y</text:p></draw:page>',
      ),
      'x\fy',
    ],
    [
      'a.rtf',
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}Gr\\'fc\\'dfe \\u8364? 5\\par\\page zwei}",
      'Grüße € 5\n\fzwei',
    ],
    ['a.txt', Buffer.from('Gr\xfc\xdfe\r\nx', 'latin1'), 'Grüße\nx'],
    ['a.csv', 'a,b\n1,2\n', 'a,b\n1,2'],
    ['a.py', 'print("ü")', 'print("ü")'],
  ])('%s gives its words', async (name, content, words) => {
    expect(wordsOf(await desk.work('read', name, content))?.replaceAll(/\n(?=\f)/g, '')).toBe(
      words.replaceAll(/\n(?=\f)/g, ''),
    );
  });

  test('that is only called one is an archive', async () => {
    const { answer } = await desk.work('inspect', 'a.docx', aZip([{ name: 'a.exe', content: 'MZ' }]));
    expect(answer.type).toMatchObject({ mediaType: 'application/zip', kind: 'ARCHIVE' });
    const real = await desk.work('inspect', 'b.docx', aDocx(['x']));
    expect(real.answer.type.kind).toBe('DOCUMENT');
  });

  test('of before 2007 is known by what is in it; sealed ones are seen', async () => {
    const mark = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const stream = (name: string): Buffer =>
      Buffer.concat([mark, Buffer.alloc(600), Buffer.from(`${name}\0`, 'utf16le')]);
    expect((await desk.work('inspect', 'a.doc', stream('WordDocument'))).answer.type.kind).toBe('DOCUMENT');
    expect((await desk.work('inspect', 'b.doc', stream('Whatever'))).answer.type.kind).toBe('OTHER');
    expect((await desk.work('inspect', 'c.docx', stream('EncryptedPackage'))).answer.obstacle).toBe('SEALED');
  });

  test('that is blown up is refused before it is read, and gives no words', async () => {
    const bomb = aDocx(['x'], [{ name: 'word/media/a.xml', content: zeros(150_000_000) }]);
    expect((await desk.work('inspect', 'bomb.docx', bomb)).answer.obstacle).toBe('RATIO');
    const body = (words: string): Buffer =>
      aZip([{ name: 'word/document.xml', content: `<w:document xmlns:w="w">${words}</w:document>` }]);
    const long = await desk.work(
      'read',
      'long.docx',
      body('<w:p><w:t>words and words</w:t></w:p>'.repeat(400_000)),
    );
    expect(long.answer.isCut).toBe(true);
    expect(wordsOf(long)).toHaveLength(2_999_999);
    const one = await desk.work('read', 'one.docx', body(`<w:t>${'a'.repeat(120_000_000)}</w:t>`));
    expect(one.answer.file).toBeNull();
  });

  test('shows the small picture that its program put in where nobody can print it', async () => {
    const picture = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    const { answer } = await desk.work(
      'render',
      'a.docx',
      aDocx(['x'], [{ name: 'docProps/thumbnail.jpeg', content: picture }]),
    );
    expect(answer.made.map(({ kind }) => kind)).toContain('THUMBNAIL');
  });
});
