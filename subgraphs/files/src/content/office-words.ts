import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTag } from 'saxes';
import { ARCHIVE_LIMITS, ArchiveRefused } from './archive-budget.js';
import type { WordPages } from './word-pages.js';
import { type OpenZip, openZip } from './zip-entries.js';

/** One part of an office file may hold so much, unpacked. */
const MOST_BYTES = 100_000_000;

/** How one kind of part becomes words: what to do where an element begins and ends. */
interface Grammar {
  /** Elements whose text is words. */
  readonly text: ReadonlySet<string>;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Elements that are left out with all that is in them. */
  readonly skip?: ReadonlySet<string>;
}

const PAGE = '\f';

const DOCX: Grammar = {
  text: new Set(['w:t']),
  before: { 'w:tab': '\t', 'w:lastRenderedPageBreak': PAGE },
  after: { 'w:p': '\n', 'w:br': '\n', 'w:tc': '\t' },
  skip: new Set(['w:del', 'mc:Fallback']),
};

const PPTX: Grammar = {
  text: new Set(['a:t']),
  before: { 'a:br': '\n' },
  after: { 'a:p': '\n', 'a:tc': '\t' },
};

const OPEN_TEXT = ['text:p', 'text:h', 'text:span', 'text:a', 'text:list-item'] as const;

const OPEN: Grammar = {
  text: new Set(OPEN_TEXT),
  before: { 'text:s': ' ', 'text:tab': '\t', 'text:line-break': '\n', 'text:soft-page-break': PAGE },
  after: { 'text:p': '\n', 'text:h': '\n', 'table:table-row': '\n', 'draw:page': PAGE, 'table:table': PAGE },
  skip: new Set(['text:tracked-changes', 'office:annotation', 'text:note-citation']),
};

/** Within a cell of an open table words end with a tab, not a line. */
const OPEN_SHEET: Grammar = {
  ...OPEN,
  after: { 'table:table-cell': '\t', 'table:table-row': '\n', 'table:table': PAGE },
};

const OPEN_SLIDES: Grammar = { ...OPEN, after: { 'text:p': '\n', 'text:h': '\n', 'draw:page': PAGE } };

const OPEN_DOCUMENT: Grammar = { ...OPEN, after: { 'text:p': '\n', 'text:h': '\n' } };

/**
 * The words of a packed office file, pages divided where the file says so: slides and sheets are pages.
 * @returns false where the type is none of them @throws ArchiveRefused when it is damaged or blown up
 */
export async function readOffice(path: string, mediaType: string, pages: WordPages): Promise<boolean> {
  const read = PARTS[mediaType.split('.').at(-1) ?? ''];
  if (!read || !/officedocument|opendocument/.test(mediaType)) return false;
  const zip = await openZip(path, ARCHIVE_LIMITS.entries);
  try {
    await read(zip, pages);
    return true;
  } finally {
    zip.close();
  }
}

const PARTS: Readonly<Record<string, (zip: OpenZip, pages: WordPages) => Promise<void>>> = {
  document: (zip, pages) =>
    readParts(zip, [/^word\/document\.xml$/, /^word\/(?:foot|end)notes\.xml$/], DOCX, pages),
  presentation: async (zip, pages) => {
    await readParts(zip, [/^content\.xml$/], OPEN_SLIDES, pages);
    await readParts(zip, [/^ppt\/slides\/slide\d+\.xml$/], PPTX, pages);
  },
  text: (zip, pages) => readParts(zip, [/^content\.xml$/], OPEN_DOCUMENT, pages),
  spreadsheet: (zip, pages) => readParts(zip, [/^content\.xml$/], OPEN_SHEET, pages),
  sheet: readSheets,
};

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);

/** Each part of that name is a page, in the order of their numbers. */
async function readParts(
  zip: OpenZip,
  names: readonly RegExp[],
  grammar: Grammar,
  pages: WordPages,
): Promise<void> {
  for (const name of names) {
    const parts = zip.entries
      .filter(({ path }) => name.test(path))
      .sort((one, other) => numberIn(one.path) - numberIn(other.path));
    for (const part of parts) {
      if (pages.isFull) return;
      pages.turn();
      await parse(await part.open(), wordsBy(grammar, pages), pages);
    }
  }
}

/** What is told of an XML file while it is read. */
interface Listener {
  readonly begin: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly end: (name: string) => void;
  readonly text: (words: string) => void;
}

function wordsBy(grammar: Grammar, pages: WordPages): Listener {
  let [skipped, depth] = [0, 0];
  const say = (words: string | undefined): void => {
    if (words === undefined || skipped > 0) return;
    if (words === PAGE) pages.turn();
    else pages.add(words);
  };
  return {
    begin: (name, attributes) => {
      if (grammar.skip?.has(name)) skipped += 1;
      if (grammar.text.has(name)) depth += 1;
      if (name === 'w:br' && attributes['w:type'] === 'page') say(PAGE);
      say(grammar.before[name]);
    },
    end: (name) => {
      say(grammar.after[name]);
      if (grammar.text.has(name)) depth -= 1;
      if (grammar.skip?.has(name)) skipped -= 1;
    },
    text: (words) => {
      if (depth > 0) say(words);
    },
  };
}

/** Reads XML as it is unpacked; entities of its own are refused by the parser, so nothing grows. */
async function parse(source: Readable, listener: Listener, pages?: WordPages): Promise<void> {
  const parser = new SaxesParser({ fragment: false });
  parser.on('error', (error) => {
    throw new ArchiveRefused('BROKEN', { cause: error });
  });
  parser.on('opentag', ({ name, attributes }: SaxesTag) => {
    listener.begin(name, attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    listener.end(name);
  });
  parser.on('text', listener.text);
  let read = 0;
  const letters = new TextDecoder();
  for await (const piece of source) {
    read += (piece as Buffer).length;
    if (read > MOST_BYTES) throw new ArchiveRefused('TOTAL');
    parser.write(letters.decode(piece as Buffer, { stream: true }));
    if (pages?.isFull) return;
  }
  parser.close();
}

/** Sheets name most of their words by number, out of one list. */
async function readSheets(zip: OpenZip, pages: WordPages): Promise<void> {
  const words = await sharedWords(zip);
  const sheets = zip.entries
    .filter(({ path }) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path))
    .sort((one, other) => numberIn(one.path) - numberIn(other.path));
  for (const sheet of sheets) {
    if (pages.isFull) return;
    pages.turn();
    await parse(await sheet.open(), cellsBy(words, pages), pages);
  }
}

const MOST_WORDS = 500_000;

async function sharedWords(zip: OpenZip): Promise<string[]> {
  const words: string[] = [];
  const part = zip.entries.find(({ path }) => path === 'xl/sharedStrings.xml');
  if (!part) return words;
  let [current, inText] = ['', false];
  await parse(await part.open(), {
    begin: (name) => {
      if (name === 'si') current = '';
      inText = name === 't';
    },
    end: (name) => {
      if (name === 'si' && words.length < MOST_WORDS) words.push(current);
      inText = false;
    },
    text: (text) => {
      if (inText) current += text;
    },
  });
  return words;
}

function cellsBy(words: readonly string[], pages: WordPages): Listener {
  let [type, value, isValue] = ['n', '', false];
  return {
    begin: (name, attributes) => {
      if (name === 'c') [type, value] = [attributes['t'] ?? 'n', ''];
      isValue = name === 'v' || name === 't';
    },
    end: (name) => {
      isValue = false;
      if (name === 'row') pages.add('\n');
      if (name === 'c' && value !== '') pages.add(`${type === 's' ? (words[Number(value)] ?? '') : value}\t`);
    },
    text: (text) => {
      if (isValue) value += text;
    },
  };
}
