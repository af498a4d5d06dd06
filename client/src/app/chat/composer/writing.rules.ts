/** A part of the text that asks for suggestions: what follows an @, a :, a # or a first / before the caret. */
export interface SuggestionToken {
  readonly kind: 'mention' | 'emoji' | 'command' | 'tag';
  readonly query: string;
  readonly start: number;
  readonly end: number;
}

/** A text with its selection. */
export interface Writing {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'link' | 'quote' | 'list';

const mention = /(?:^|[\s(])@([\p{L}\p{M}\p{N}'’.-]*(?: [\p{L}\p{M}\p{N}'’.-]*)?)$/u;
const emoji = /(?:^|[\s(]):([a-z0-9_+-]{2,})$/i;
const command = /^\/([a-z-]*)$/;
// Names of channels have spaces. Right after one nothing is suggested, so that Enter sends what ends with a hashtag.
const tag = /(?:^|[\s(])#([\p{L}\p{N}_-]{1,64}(?: [^\s#@]{1,64}){0,5})$/u;

const kinds: Readonly<Record<string, SuggestionToken['kind']>> = {
  '@': 'mention',
  ':': 'emoji',
  '/': 'command',
  '#': 'tag',
};

/** The token the caret stands in, if any. */
export function tokenAt(text: string, caret: number): SuggestionToken | null {
  const before = text.slice(0, caret);
  const found = mention.exec(before) ?? emoji.exec(before) ?? command.exec(before) ?? tag.exec(before);
  if (!found) return null;
  const query = found[1] ?? '';
  const start = caret - query.length - 1;
  return { kind: kinds[text[start] ?? ''] ?? 'mention', query, start, end: caret };
}

/** Puts a chosen suggestion in place of its token, followed by one space. */
export function complete(text: string, token: SuggestionToken, replacement: string): Writing {
  const rest = text.slice(token.end).replace(/^ /, '');
  const head = `${text.slice(0, token.start)}${replacement} `;
  return { text: head + rest, start: head.length, end: head.length };
}

/** Puts something at the caret, in place of what is selected. */
export function insertAt({ text, start, end }: Writing, inserted: string): Writing {
  const caret = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: caret, end: caret };
}

const marks: Partial<Record<Format, string>> = { bold: '**', italic: '_', strike: '~~', code: '`' };
const prefixes: Partial<Record<Format, string>> = { quote: '> ', list: '- ' };

/** Applies a format to the selection, or takes it back when it is there already. */
export function format(writing: Writing, kind: Format): Writing {
  const mark = marks[kind];
  if (mark) return toggleMark(writing, mark);
  const prefix = prefixes[kind];
  if (prefix) return togglePrefix(writing, prefix);
  return makeLink(writing);
}

function toggleMark({ text, start, end }: Writing, mark: string): Writing {
  const before = text.slice(0, start);
  const selected = text.slice(start, end);
  const after = text.slice(end);
  if (before.endsWith(mark) && after.startsWith(mark)) {
    const from = start - mark.length;
    return {
      text: before.slice(0, -mark.length) + selected + after.slice(mark.length),
      start: from,
      end: from + selected.length,
    };
  }
  return {
    text: before + mark + selected + mark + after,
    start: start + mark.length,
    end: end + mark.length,
  };
}

function togglePrefix({ text, start, end }: Writing, prefix: string): Writing {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lines = text.slice(from, end).split('\n');
  const all = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (all ? line.slice(prefix.length) : prefix + line)).join('\n');
  const moved = changed.length - (end - from);
  const step = all ? -prefix.length : prefix.length;
  return {
    text: text.slice(0, from) + changed + text.slice(end),
    start: Math.max(from, start + step),
    end: end + moved,
  };
}

function makeLink({ text, start, end }: Writing): Writing {
  const selected = text.slice(start, end);
  const inserted = `[${selected}](https://)`;
  const caret = start + inserted.length - 1;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: caret, end: caret };
}
