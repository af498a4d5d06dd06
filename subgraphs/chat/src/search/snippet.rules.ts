import { shownText } from './plain-text.rules.js';
import { type Token, tokenize } from './word.rules.js';

const LENGTH = 220;
const BEFORE = 70;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Neighbouring pairs of letters that both fit become one mark. */
function joined(tokens: readonly Token[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of tokens) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** Where a text of that length is cut, so that the first match is seen with some of what stands before it. */
function windowOf(text: string, first: number): readonly [number, number] {
  if (text.length <= LENGTH) return [0, text.length];
  const wanted = Math.max(0, Math.min(first - BEFORE, text.length - LENGTH));
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1 || wanted;
  const from = start > first ? wanted : start;
  const space = text.lastIndexOf(' ', from + LENGTH);
  return [from, from + LENGTH >= text.length || space <= first ? from + LENGTH : space];
}

/** The place of a text that fits: safe HTML, in which only matches are marked up, each as <mark>. */
export function snippetOf(markdown: string, fits: (word: string) => boolean): string {
  const text = shownText(markdown);
  const spans = joined(tokenize(text).filter(({ word }) => fits(word)));
  const [from, to] = windowOf(text, spans[0]?.start ?? 0);
  let snippet = from > 0 ? '…' : '';
  let at = from;
  for (const { start, end } of spans) {
    if (start < from || end > to) continue;
    snippet += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  // A cut may go through a letter of two code units.
  return (snippet + escaped(text.slice(at, to)) + (to < text.length ? '…' : '')).toWellFormed();
}
