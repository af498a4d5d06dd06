/** Groups whose text is about the document and not in it. */
const SILENT = new Set([
  ...[
    'fonttbl',
    'colortbl',
    'stylesheet',
    'info',
    'pict',
    'object',
    'header',
    'footer',
    'headerl',
    'headerr',
  ],
  ...[
    'footerl',
    'footerr',
    'listtable',
    'listoverridetable',
    'rsidtbl',
    'generator',
    'themedata',
    'xmlnstbl',
  ],
  ...['colorschememapping', 'datastore', 'latentstyles', 'fldinst', 'revtbl', 'filetbl', 'nonshppict'],
]);

const SAID: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  cell: '\t',
  tab: '\t',
  page: '\f',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};

interface Group {
  readonly silent: boolean;
  /** How many letters for old programs follow one in Unicode. */
  readonly fallback: number;
}

/** One word of RTF: a control word, an escaped byte, a sign, a bracket or plain text. Each branch is linear. */
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}]+)|\\/gi;

const windows = new TextDecoder('windows-1252');

/**
 * The words of an RTF file, pages divided by form feeds.
 * @param rtf its bytes, one letter each
 */
export function rtfWords(rtf: string): string {
  const groups: Group[] = [{ silent: false, fallback: 1 }];
  let [words, toSkip] = ['', 0];
  const top = (): Group => groups.at(-1) ?? { silent: true, fallback: 1 };
  const change = (changes: Partial<Group>): void => {
    groups[groups.length - 1] = { ...top(), ...changes };
  };
  const say = (text: string): void => {
    const heard = text.slice(toSkip);
    toSkip = Math.max(0, toSkip - text.length);
    if (!top().silent) words += heard;
  };
  const control = (word: string, value: number | null): void => {
    if (SILENT.has(word)) change({ silent: true });
    else if (word === 'uc') change({ fallback: Math.min(Math.max(value ?? 1, 0), 8) });
    else if (word === 'u' && value !== null) {
      if (!top().silent) words += String.fromCharCode(value & 0xffff);
      toSkip = top().fallback;
    } else if (SAID[word] !== undefined && !top().silent) words += SAID[word];
  };
  for (const [, word, value, byte, sign, bracket, text] of rtf.matchAll(TOKEN)) {
    if (bracket === '{' && groups.length < 1_000) groups.push(top());
    else if (bracket === '}' && groups.length > 1) groups.pop();
    else if (word !== undefined) control(word, value === undefined ? null : Number(value));
    else if (byte !== undefined) say(windows.decode(Uint8Array.of(Number.parseInt(byte, 16))));
    else if (sign !== undefined) signed(sign, say, change);
    else if (text !== undefined) say(text.replaceAll(/[\r\n]/g, ''));
  }
  return words.toWellFormed();
}

/** `\*` begins a group that programs may leave out; `\~` is a space that does not break. */
function signed(sign: string, say: (text: string) => void, change: (changes: Partial<Group>) => void): void {
  if (sign === '*') change({ silent: true });
  else if (sign === '~') say(' ');
  else if ('\\{}-_'.includes(sign)) say(sign === '_' ? '-' : sign === '-' ? '' : sign);
}
