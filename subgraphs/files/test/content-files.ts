import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** The harmless file that every scanner calls a virus; in pieces, so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join(
  '',
);

/** One entry of a ZIP that is made for a test; anything about it may be a lie. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer | string;
  /** Left as it is instead of packed. */
  readonly stored?: boolean;
  readonly saysSize?: number;
  readonly unixMode?: number;
  readonly sealed?: boolean;
  /** Takes the bytes of the entry before. */
  readonly overlaps?: boolean;
}

/** Makes a ZIP. */
export function aZip(parts: readonly ZipPart[]): Buffer {
  const [locals, list]: [Buffer[], Buffer[]] = [[], []];
  let [at, before] = [0, 0];
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = part.stored ? content : deflateRawSync(content, { level: 9 });
    const head = headOf(part, content, packed);
    const name = Buffer.from(part.name);
    const start = part.overlaps ? before : at;
    if (!part.overlaps) {
      const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, Buffer.alloc(2), name, packed]);
      locals.push(local);
      before = at;
      at += local.length;
    }
    list.push(listed(part, head, start, name));
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** From the version needed to the length of the name, as both headers have it. */
function headOf(part: ZipPart, content: Buffer, packed: Buffer): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x0800 | (part.sealed ? 1 : 0), 2);
  head.writeUInt16LE(part.stored ? 0 : 8, 4);
  head.writeUInt32LE(0x5a750000, 6);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(part.saysSize ?? content.length, 18);
  head.writeUInt16LE(Buffer.byteLength(part.name), 22);
  return head;
}

function listed({ unixMode = 0o100644 }: ZipPart, head: Buffer, start: number, name: Buffer): Buffer {
  const rest = Buffer.alloc(16);
  rest.writeUInt32LE((unixMode << 16) >>> 0, 8);
  rest.writeUInt32LE(start, 12);
  const made = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from('504b0102', 'hex'), made, head, rest, name]);
}

/** Makes a tar; `link` makes the entry point there. */
export function aTar(parts: readonly { name: string; content?: Buffer | string; link?: string }[]): Buffer {
  const blocks = parts.flatMap(({ name, content = '', link }) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(bytes.length.toString(8).padStart(11, '0'), 124);
    header.write(' '.repeat(8), 148);
    header.write(link === undefined ? '0' : '2', 156);
    header.write(link ?? '', 157);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}

/** A grey PNG of any size; 16,000 by 16,000 pixels are 31 kB of file and a gigabyte of pixels. */
export function aPng(width: number, height: number): Buffer {
  const chunk = (type: string, content: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

/** A PDF with one line of words on each page. */
export function aPdf(pages: readonly string[]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = pages.map((_, nth) => `${String(4 + nth * 2)} 0 R`).join(' ');
  objects.push(`<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids}] >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  pages.forEach((words, nth) => {
    const drawn = `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> ` +
        `/Contents ${String(5 + nth * 2)} 0 R >>`,
      `<< /Length ${String(drawn.length)} >>\nstream\n${drawn}\nendstream`,
    );
  });
  let file = '%PDF-1.4\n';
  const starts = objects.map((object, nth) => {
    const start = file.length;
    file += `${String(nth + 1)} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${starts.join('')}`;
  const trailer = `trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(file.length)}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, 'latin1');
}

/** A Windows bitmap of 24 bits a pixel, all of one colour. */
export function aBitmap(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) file.set([blue, green, red], 54 + y * stride + x * 3);
  }
  return file;
}

const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>${body}`;

/** A Word file of paragraphs; a form feed begins a page. */
export function aDocx(paragraphs: readonly string[], extra: readonly ZipPart[] = []): Buffer {
  const body = paragraphs
    .map((words) => {
      const pages = words.split('\f').map((part) => `<w:t xml:space="preserve">${part}</w:t>`);
      return `<w:p><w:r>${pages.join('<w:br w:type="page"/>')}</w:r></w:p>`;
    })
    .join('');
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  return aZip([
    { name: '[Content_Types].xml', content: contentTypes('word/document.xml', 'wordprocessingml.document') },
    {
      name: '_rels/.rels',
      content: xml(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
          `<Relationship Id="r1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
      ),
    },
    { name: 'word/document.xml', content: xml(`<w:document ${space}><w:body>${body}</w:body></w:document>`) },
    ...extra,
  ]);
}

const contentTypes = (part: string, type: string): string =>
  xml(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/>` +
      `</Types>`,
  );

/** A workbook of one sheet: words by number, words in place and numbers. */
export function anXlsx(rows: readonly (readonly (string | number)[])[]): Buffer {
  const words = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const cell = (value: string | number): string =>
    typeof value === 'number'
      ? `<c><v>${String(value)}</v></c>`
      : `<c t="s"><v>${String(words.indexOf(value))}</v></c>`;
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const shared = words.map((word) => `<si><t>${word}</t></si>`).join('');
  return aZip([
    { name: '[Content_Types].xml', content: contentTypes('xl/workbook.xml', 'spreadsheetml.sheet') },
    { name: 'xl/workbook.xml', content: xml('<workbook><sheets/></workbook>') },
    { name: 'xl/sharedStrings.xml', content: xml(`<sst>${shared}</sst>`) },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: xml(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    },
  ]);
}

/** Slides, each of one line; the tenth comes after the ninth. */
export function aPptx(slides: readonly string[]): Buffer {
  return aZip([
    {
      name: '[Content_Types].xml',
      content: contentTypes('ppt/presentation.xml', 'presentationml.presentation'),
    },
    { name: 'ppt/presentation.xml', content: xml('<p:presentation xmlns:p="p"/>') },
    ...slides.map((words, nth) => ({
      name: `ppt/slides/slide${String(nth + 1)}.xml`,
      content: xml(`<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:sld>`),
    })),
  ]);
}

/** An open document; the body decides whether it is a text, a table or slides. */
export const anOpenDocument = (kind: 'text' | 'spreadsheet' | 'presentation', body: string): Buffer =>
  aZip([
    { name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, stored: true },
    {
      name: 'content.xml',
      content: xml(
        `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d">` +
          `<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
      ),
    },
  ]);

/** Packed by gzip. */
export const packed = (content: Buffer | string): Buffer => gzipSync(content, { level: 9 });

/** So many zeros: what packs best of all. */
export const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
