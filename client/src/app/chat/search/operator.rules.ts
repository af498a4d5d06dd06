/** Words with a meaning in a search, in the order in which they are offered. */
export const operators = ['from', 'in', 'has', 'is', 'mentions', 'after', 'before', 'on'] as const;
export type Operator = (typeof operators)[number];

/** What may follow those that have a fixed choice. */
export const choices: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  has: ['link', 'file', 'image', 'video', 'audio', 'voice', 'code', 'mention', 'poll'],
  is: ['thread', 'pinned', 'edited', 'forwarded'],
  after: ['today', 'yesterday', '7d', '30d', '1y'],
  before: ['today', 'yesterday', '7d', '30d', '1y'],
  on: ['today', 'yesterday'],
};

/** A part of a query that narrows it. */
export interface Narrowing {
  /** As it stands in the query. */
  readonly part: string;
  readonly operator: Operator | '#';
  readonly value: string;
  readonly not: boolean;
}

const part =
  /(-?)(?:(from|in|has|is|mentions|after|before|on):(?:"([^"]+)"|([^\s"]+))|#([\p{L}\p{N}_-]+))(?=\s|$)/giu;

/** The parts of a query that narrow it, in their order. */
export function narrowings(query: string): Narrowing[] {
  return [...query.matchAll(part)].flatMap(([whole, minus, operator, quoted, bare, tag]) => {
    const name = operator?.toLowerCase();
    const known = operators.find((each) => each === name);
    const value = quoted ?? bare ?? tag;
    if (!value || (!known && !tag)) return [];
    return [{ part: whole, operator: known ?? '#', value, not: minus === '-' }];
  });
}

/** A query without one of its parts. */
export function without(query: string, gone: string): string {
  return query.replace(gone, ' ').replace(/\s+/g, ' ').trim();
}

const unfinished = /(?:^|\s)-?(from|in|has|is|mentions|after|before|on):("?)([^"]*)$/i;

/** A query as far as it can be asked: an operator at its end that still has no value, or none that fits, waits. */
export function askable(query: string): string {
  const [whole, operator = '', quote, value = ''] = unfinished.exec(query) ?? [];
  if (whole === undefined || (/\s/.test(value) && !quote)) return query.trim();
  const fixed = choices[operators.find((each) => each === operator.toLowerCase()) ?? 'in'];
  const date = /^\d{4}-\d{2}-\d{2}|^\d+[hdwmy]$/.test(value);
  const fits = value !== '' && !quote && (!fixed || fixed.includes(value.toLowerCase()) || date);
  return (fits ? query : query.slice(0, query.length - whole.length)).trim();
}

/** What is being typed: an operator with what follows so far, a tag, or a word; from `start` to the caret. */
export interface Typed {
  readonly operator: Operator | '#' | null;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const last =
  /(?:^|\s)(-?)(?:(from|in|has|is|mentions|after|before|on):("?)([^"]*)|#([\p{L}\p{N}_-]*)|([\p{L}]*))$/iu;

/** The part of a query before the caret that is not finished. */
export function typedAt(query: string, caret: number): Typed | null {
  const before = query.slice(0, caret);
  const found = last.exec(before);
  if (!found) return null;
  const [, , operator, quote, value = '', tag, word = ''] = found;
  // A value without quotes ends with its first space.
  if (operator && !quote && /\s/.test(value)) return null;
  const start = before.length - found[0].trimStart().length;
  if (tag !== undefined) return { operator: '#', text: tag, start, end: caret };
  const name = operator?.toLowerCase();
  return {
    operator: operators.find((each) => each === name) ?? null,
    text: operator ? value : word,
    start,
    end: caret,
  };
}

/** Puts a finished part in place of what is being typed; answers with the query and where the caret is then. */
export function finished(
  query: string,
  { start, end }: Typed,
  operator: Operator | '#',
  value: string,
): { readonly query: string; readonly caret: number } {
  const spaced = /\s/.test(value) ? `"${value}"` : value;
  const whole = operator === '#' ? `#${value} ` : `${operator}:${spaced} `;
  const minus = query.slice(start).startsWith('-') ? '-' : '';
  const head = query.slice(0, start) + minus + whole;
  return { query: head + query.slice(end).trimStart(), caret: head.length };
}
