import { parseInline } from './markdown-inline';
import { isTableRule, tableAligns, tableCells } from './markdown-table';
import type { Block, Inline, ListEntry } from './markdown-tree';

/** Quotes and lists deeper than this are shown as they were typed. */
const deepest = 8;

/**
 * The parts of a message. Every line is looked at once for each quote or list it is in, and those are at most eight
 * deep, so that no text takes longer than its length allows. What differs from CommonMark is what people expect of a
 * chat: a line that is not marked ends a quote or a list, four spaces make no code, and every break is kept.
 */
export function parseBlocks(text: string): readonly Block[] {
  return blocksOf(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

interface Taken {
  readonly block: Block;
  /** Index of the first line after it. */
  readonly next: number;
}

type Reader = (lines: readonly string[], at: number, depth: number) => Taken | null;

const readers: readonly Reader[] = [
  readCode,
  readMath,
  readRule,
  readHeading,
  readQuote,
  readList,
  readTable,
];

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  const endWords = (): void => {
    if (words.length > 0) blocks.push({ kind: 'paragraph', content: parseInline(words.join('\n')) });
    words = [];
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const taken = line.trim() === '' ? null : firstTaken(lines, at, depth);
    if (taken) {
      endWords();
      blocks.push(taken.block);
      at = taken.next;
    } else {
      if (line.trim() === '') endWords();
      else words.push(line.trim());
      at += 1;
    }
  }
  endWords();
  return blocks;
}

function firstTaken(lines: readonly string[], at: number, depth: number): Taken | null {
  for (const read of readers) {
    const taken = read(lines, at, depth);
    if (taken) return taken;
  }
  return null;
}

function readCode(lines: readonly string[], at: number): Taken | null {
  const [, indent = '', fence, info = ''] = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(lines[at] ?? '') ?? [];
  if (!fence || (fence.startsWith('`') && info.includes('`'))) return null;
  const closes = (line: string): boolean => {
    const trimmed = line.trim();
    return trimmed.startsWith(fence) && trimmed === (fence[0] ?? '').repeat(trimmed.length);
  };
  let last = at + 1;
  while (last < lines.length && !closes(lines[last] ?? '')) last += 1;
  const inside = lines.slice(at + 1, last).map((line) => withoutIndent(line, indent.length));
  const text = inside.join('\n');
  const language = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  return {
    block: language === 'math' ? { kind: 'math', text } : { kind: 'code', language, text },
    next: last + 1,
  };
}

function readMath(lines: readonly string[], at: number): Taken | null {
  if (lines[at] !== '$$') return null;
  const end = lines.indexOf('$$', at + 1);
  if (end < 0) return null;
  return { block: { kind: 'math', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function readRule(lines: readonly string[], at: number): Taken | null {
  const marks = (lines[at] ?? '').replace(/\s/g, '');
  const rule =
    marks.length >= 3 && '-*_'.includes(marks[0] ?? '') && marks === marks[0]?.repeat(marks.length);
  return rule ? { block: { kind: 'rule' }, next: at + 1 } : null;
}

function readHeading(lines: readonly string[], at: number): Taken | null {
  const [, words] = /^ {0,3}#{1,6}\s+(\S.*)$/.exec(lines[at] ?? '') ?? [];
  if (!words) return null;
  return { block: { kind: 'heading', content: parseInline(withoutEndMarks(words.trim())) }, next: at + 1 };
}

/** A heading may end in as many # as its author likes. */
function withoutEndMarks(words: string): string {
  let end = words.length;
  while (end > 0 && words[end - 1] === '#') end -= 1;
  return end > 0 && end < words.length && words[end - 1] === ' ' ? words.slice(0, end).trimEnd() : words;
}

function readQuote(lines: readonly string[], at: number, depth: number): Taken | null {
  if (depth >= deepest || !/^ {0,3}>/.test(lines[at] ?? '')) return null;
  let next = at;
  const inside: string[] = [];
  for (; next < lines.length; next += 1) {
    const [, rest] = /^ {0,3}> ?(.*)$/.exec(lines[next] ?? '') ?? [];
    if (rest === undefined) break;
    inside.push(rest);
  }
  return { block: { kind: 'quote', content: blocksOf(inside, depth + 1) }, next };
}

interface Marked {
  readonly ordered: boolean;
  readonly start: number;
  /** Width of the mark with the space behind it: what belongs to the entry is indented at least two. */
  readonly rest: string;
  readonly indent: number;
}

// A number of four digits at the beginning of a line is a year far more often than a place in a list.
function markOf(line: string): Marked | null {
  const [, indent = '', mark, rest = ''] = /^( *)([-*+]|\d{1,3}[.)])(?: (.*))?$/.exec(line) ?? [];
  if (!mark) return null;
  const ordered = mark.length > 1;
  return { ordered, start: ordered ? Number.parseInt(mark, 10) : 0, rest, indent: indent.length };
}

function readList(lines: readonly string[], at: number, depth: number): Taken | null {
  const first = markOf(lines[at] ?? '');
  if (!first || depth >= deepest) return null;
  const entries: string[][] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const mark = markOf(line);
    if (mark && mark.indent < first.indent + 2) {
      if (mark.ordered !== first.ordered || mark.indent + 2 <= first.indent) break;
      entries.push([mark.rest]);
    } else if (indentOf(line) >= first.indent + 2 || (line.trim() === '' && continues(lines, next, first))) {
      entries.at(-1)?.push(withoutIndent(line, first.indent + (first.ordered ? 3 : 2)));
    } else break;
  }
  const content = entries.map((entry) => entryOf(entry, depth));
  return { block: { kind: 'list', start: first.ordered ? first.start : null, entries: content }, next };
}

/** Whether a list goes on after an empty line: with something of its own right behind it. */
function continues(lines: readonly string[], at: number, first: Marked): boolean {
  const after = lines[at + 1] ?? '';
  const mark = markOf(after);
  return (
    indentOf(after) >= first.indent + 2 || (mark?.ordered === first.ordered && mark.indent === first.indent)
  );
}

function entryOf(lines: readonly string[], depth: number): ListEntry {
  const [, box, words] = /^\[([ xX])\] (.*)$/.exec(lines[0] ?? '') ?? [];
  const inside = words === undefined ? lines : [words, ...lines.slice(1)];
  return { ticked: box === undefined ? null : box !== ' ', content: blocksOf(inside, depth + 1) };
}

function readTable(lines: readonly string[], at: number): Taken | null {
  const [head = '', rule = ''] = [lines[at], lines[at + 1]];
  if (!head.includes('|') || !isTableRule(rule)) return null;
  const aligns = tableAligns(rule);
  const titles = tableCells(head);
  if (titles.length !== aligns.length) return null;
  const rows: (readonly (readonly Inline[])[])[] = [];
  let next = at + 2;
  for (; next < lines.length && (lines[next] ?? '').includes('|'); next += 1) {
    const cells = tableCells(lines[next] ?? '');
    rows.push(aligns.map((_align, index) => parseInline(cells[index] ?? '')));
  }
  return { block: { kind: 'table', aligns, head: titles.map((title) => parseInline(title)), rows }, next };
}

function indentOf(line: string): number {
  const words = line.trimStart();
  return words === '' ? 0 : line.length - words.length;
}

function withoutIndent(line: string, width: number): string {
  return line.slice(Math.min(width, line.length - line.trimStart().length));
}
