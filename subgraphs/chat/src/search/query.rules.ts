import { tokenize } from './word.rules.js';

/** What a search asks for, once taken apart. Everything has to hold. */
export interface SearchQuery {
  /** Words as they are compared; each may stand anywhere. */
  readonly words: readonly string[];
  /** Words that stand one after the other. */
  readonly phrases: readonly (readonly string[])[];
  /** Words that stand nowhere. */
  readonly excludedWords: readonly string[];
  /** Facts about a message as they are indexed: `#tag`, `:has:link`, `:is:thread`. */
  readonly facts: readonly string[];
  readonly excludedFacts: readonly string[];
  /** Who wrote it: ids, names or `me`; any of them. */
  readonly from: readonly string[];
  /** Whom it addresses, in the same way. */
  readonly mentions: readonly string[];
  /** Where: ids or names; any of them. */
  readonly in: readonly string[];
  /** From this moment on. */
  readonly after: Date | null;
  /** Earlier than this moment. */
  readonly before: Date | null;
}

/** The longest query, in UTF-16 code units. */
export const LONGEST_QUERY = 500;

const HAS = ['link', 'code', 'mention', 'poll', 'file', 'image', 'audio', 'video', 'voice'];
const IS = ['thread', 'reply', 'edited', 'forwarded', 'pinned'];

const PART = /(-?)(?:([a-z]{2,9}):)?(?:"([^"]*)"?|(\S+))/giu;

const TAG = /^#([\p{L}\p{N}_-]{1,64})$/u;

type Draft = {
  -readonly [K in keyof SearchQuery]: SearchQuery[K] extends readonly (infer T)[] ? T[] : SearchQuery[K];
};

const DAY_MS = 86_400_000;
const UNITS: Readonly<Record<string, number>> = {
  h: DAY_MS / 24,
  d: DAY_MS,
  w: 7 * DAY_MS,
  m: 30 * DAY_MS,
  y: 365 * DAY_MS,
};

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

/** A moment as people write it: a day (in UTC), an instant, `today`, `yesterday`, or `7d` for seven days ago. */
function momentOf(value: string, now: Date): { readonly at: number; readonly isDay: boolean } | null {
  const lower = value.toLowerCase();
  if (lower === 'today') return { at: startOfDay(now.getTime()), isDay: true };
  if (lower === 'yesterday') return { at: startOfDay(now.getTime()) - DAY_MS, isDay: true };
  const [, count, unit] = /^(\d{1,4})([hdwmy])$/.exec(lower) ?? [];
  if (count && unit) return { at: now.getTime() - Number(count) * (UNITS[unit] ?? 0), isDay: false };
  if (!/^\d{4}-\d{2}-\d{2}(?:t[\d:.]+(?:z|[+-]\d{2}:\d{2}))?$/.test(lower)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : { at, isDay: value.length === 10 };
}

function readMoment(query: Draft, operator: string, value: string, now: Date): boolean {
  const moment = momentOf(value, now);
  if (!moment) return false;
  if (operator !== 'before') query.after = new Date(moment.at);
  if (operator === 'before') query.before = new Date(moment.at);
  if (operator === 'on') query.before = new Date(moment.at + DAY_MS);
  return true;
}

/** Takes in an operator; false for what is none, which is then looked for as words. */
function readOperator(query: Draft, operator: string, value: string, no: boolean, now: Date): boolean {
  const facts = no ? query.excludedFacts : query.facts;
  const lower = value.toLowerCase().replace(/s$/, '');
  switch (operator) {
    case 'has':
    case 'is':
      if (!(operator === 'has' ? HAS : IS).includes(lower)) return false;
      facts.push(`:${operator}:${lower === 'reply' ? 'thread' : lower}`);
      return true;
    case 'from':
    case 'in':
    case 'mentions':
      if (no || value === '') return false;
      query[operator].push(value.replace(/^[@#~]/, ''));
      return true;
    case 'before':
    case 'after':
    case 'on':
      return !no && readMoment(query, operator, value, now);
    default:
      return false;
  }
}

function readWords(query: Draft, text: string, no: boolean, isExact: boolean): void {
  const words = tokenize(text).map(({ word }) => word);
  if (no) query.excludedWords.push(...words);
  else query.words.push(...words);
  if (isExact && !no && words.length > 1) query.phrases.push(words);
}

const none = (): Draft => ({
  ...{
    words: [],
    phrases: [],
    excludedWords: [],
    facts: [],
    excludedFacts: [],
    from: [],
    mentions: [],
    in: [],
  },
  ...{ after: null, before: null },
});

/**
 * Takes a query apart: words, `"several words"`, `#tag`, `from:` `in:` `mentions:` `has:` `is:` `before:` `after:`
 * `on:`, and a minus before what must not be there. What looks like an operator and is none is words.
 */
export function parseQuery(text: string, now: Date): SearchQuery {
  const query = none();
  for (const [part, minus, operator, quoted, bare] of text.matchAll(PART)) {
    const value = quoted ?? bare ?? '';
    const no = minus === '-';
    if (operator && readOperator(query, operator.toLowerCase(), value, no, now)) continue;
    const [, tag] = TAG.exec(quoted === undefined ? value : '') ?? [];
    if (tag && !operator) (no ? query.excludedFacts : query.facts).push(tagFact(tag));
    else readWords(query, operator ? part : value, no, quoted !== undefined && !operator);
  }
  return { ...query, words: [...new Set(query.words)] };
}

/** A hashtag as it is indexed. */
export const tagFact = (name: string): string => `#${name.toLowerCase().normalize('NFC')}`;

/** Whether words stand in a text one after the other. */
export function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, at) => phrase.every((word, n) => words[at + n] === word));
}

/** Whether a query asks for anything at all. */
export const asksNothing = (query: SearchQuery): boolean =>
  query.before === null &&
  query.after === null &&
  Object.values(query).every((part) => !Array.isArray(part) || part.length === 0);
