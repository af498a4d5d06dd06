import type { Inline } from './markdown-tree';

/** A run of marks that may begin or end something. */
export interface Delimiter {
  readonly kind: 'delimiter';
  readonly char: string;
  readonly width: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** What a paragraph is made of before its marks are paired. */
export type Piece = Inline | Delimiter;

interface Open {
  readonly char: string;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Marks that are not used yet. */
  left: number;
  /** What stands between this mark and the next that is open. */
  content: Inline[];
}

/** The deepest that emphasis goes; marks beyond it are shown. */
const deepest = 32;

/**
 * Pairs marks from the inside out, as CommonMark does. A closing mark looks back through what is open, and whatever
 * it passes can never be closed again; what it looked for in vain is not looked for again from there.
 */
export function pair(pieces: readonly Piece[]): readonly Inline[] {
  const open: Open[] = [{ char: '', opens: false, closes: false, left: 0, content: [] }];
  const counts = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.kind === 'delimiter') takeDelimiter(open, counts, piece);
    else open.at(-1)?.content.push(piece);
  }
  while (open.length > 1) giveUp(open, counts);
  return merged(open[0]?.content ?? []);
}

function takeDelimiter(
  open: Open[],
  counts: Map<string, number>,
  { char, width, opens, closes }: Delimiter,
): void {
  let left = width;
  while (closes && left > 0 && (counts.get(char) ?? 0) > 0) {
    const partner = open.findLastIndex((each) => each.char === char && fits(each, { left, opens }));
    if (partner < 1) break;
    while (open.length > partner + 1) giveUp(open, counts);
    left -= close(open, counts, left);
  }
  if (left === 0) return;
  if (opens && open.length <= deepest) {
    counts.set(char, (counts.get(char) ?? 0) + 1);
    open.push({ char, opens, closes, left, content: [] });
  } else open.at(-1)?.content.push({ kind: 'text', text: char.repeat(left) });
}

/** The rule of three: `*a**b*` is one emphasis with stars in it. */
function fits(opener: Open, closer: { readonly left: number; readonly opens: boolean }): boolean {
  if (opener.char === '~' || opener.char === '|') return opener.left === 2 && closer.left === 2;
  if (!opener.closes && !closer.opens) return true;
  const sum = opener.left + closer.left;
  return sum % 3 !== 0 || (opener.left % 3 === 0 && closer.left % 3 === 0);
}

/** Closes the innermost; says how many marks of the closing run that took. */
function close(open: Open[], counts: Map<string, number>, left: number): number {
  const opener = open.at(-1);
  if (!opener) return left;
  const used = Math.min(2, opener.left, left);
  const node: Inline = { kind: kindOf(opener.char, used), content: merged(opener.content) };
  opener.left -= used;
  if (opener.left > 0) opener.content = [node];
  else {
    open.pop();
    counts.set(opener.char, (counts.get(opener.char) ?? 1) - 1);
    open.at(-1)?.content.push(node);
  }
  return used;
}

function kindOf(char: string, used: number): 'strong' | 'emphasis' | 'strike' | 'spoiler' {
  if (char === '~') return 'strike';
  if (char === '|') return 'spoiler';
  return used === 2 ? 'strong' : 'emphasis';
}

/** What was open and is never closed is text. */
function giveUp(open: Open[], counts: Map<string, number>): void {
  const last = open.pop();
  if (!last) return;
  counts.set(last.char, (counts.get(last.char) ?? 1) - 1);
  const into = open.at(-1)?.content;
  into?.push({ kind: 'text', text: last.char.repeat(last.left) });
  for (const node of last.content) into?.push(node);
}

function merged(nodes: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  let words: string[] = [];
  const endWords = (): void => {
    if (words.length > 0) result.push({ kind: 'text', text: words.join('') });
    words = [];
  };
  for (const node of nodes) {
    if (node.kind === 'text') words.push(node.text);
    else {
      endWords();
      result.push(node);
    }
  }
  endWords();
  return result;
}

/** The longest address of a link, in characters. */
const longest = 2_048;

interface Closed {
  readonly href: string;
  /** Who is addressed, where the link is a mention. */
  readonly mention: string | null;
  /** Characters from the closing bracket on. */
  readonly width: number;
}

/** What follows a closing bracket, if it makes a link of what is between the brackets. */
export function closeBracket(text: string, at: number): Closed | null {
  if (text[at + 1] !== '(') return null;
  let depth = 0;
  const last = Math.min(text.length, at + longest);
  for (let end = at + 2; end < last; end += 1) {
    const char = text[end] ?? '';
    if (char === '\n' || char === '<') return null;
    if (char === '(' && ++depth > 16) return null;
    if (char === ')' && depth-- === 0) {
      const [href = ''] = text
        .slice(at + 2, end)
        .trim()
        .split(/\s/, 1);
      const [, mention = null] = /^mention:([a-z]+(?:_[0-9a-z]+)?)$/.exec(href) ?? [];
      return href === '' ? null : { href, mention, width: end + 1 - at };
    }
  }
  return null;
}
