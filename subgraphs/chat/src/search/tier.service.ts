import type { RequestContext } from '@parley/kit';
import { type ReadableChannel, readableChannels } from '../channel/directory.service.js';
import { findNamed } from '../person/person.service.js';
import type { Frequency } from './find-rows.service.js';
import { type Forms, exactForms, looseForms } from './forms.service.js';
import { authorFact, mentionFact } from './index.rules.js';
import type { SearchQuery } from './query.rules.js';
import { type AnyOf, type Wanted, frequencies } from './search.store.js';

/** Messages that fit equally well. */
export interface Tier {
  readonly wanted: Wanted;
  readonly frequency: Frequency;
  /** Words that are marked in them. */
  readonly marked: ReadonlySet<string>;
}

/** What is looked for, with names and words looked up. */
export interface Sought {
  readonly forms: readonly Forms[];
  readonly facts: readonly AnyOf[];
  /** How common the facts and the places are. */
  readonly frequency: Frequency;
  readonly rest: Omit<Wanted, 'all' | 'found'>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

async function factsOfPeople(
  ctx: RequestContext,
  typed: readonly string[],
  fact: (id: string) => string,
): Promise<AnyOf[]> {
  if (typed.length === 0) return [];
  return [(await Promise.all(typed.map((text) => findNamed(ctx, text)))).flat().map(fact)];
}

/** Channels by ids or parts of names; who names one whole means that one alone. */
async function placesNamed(
  ctx: RequestContext,
  named: readonly string[],
): Promise<readonly ReadableChannel[]> {
  if (named.length === 0) return readableChannels(ctx);
  const fitting = await readableChannels(ctx, named);
  const meant = named.flatMap((typed) => {
    const lower = typed.toLowerCase();
    const whole = fitting.filter(({ id, name }) => id === typed || name.toLowerCase() === lower);
    return whole.length > 0 ? whole : fitting.filter(({ name }) => name.toLowerCase().includes(lower));
  });
  return [...new Map(meant.map((place) => [place.id, place])).values()];
}

/** What has to be true of a message beside its words, and how often each of it is. */
async function factsOf(ctx: RequestContext, query: SearchQuery) {
  const people = await Promise.all([
    factsOfPeople(ctx, query.from, authorFact),
    factsOfPeople(ctx, query.mentions, mentionFact),
  ]);
  const facts: AnyOf[] = [...query.facts.map((fact) => [fact]), ...people.flat()];
  const { total, messages } = await frequencies(ctx.db, facts.flat());
  return { facts, total, counts: facts.map((group) => sum(group.map((fact) => messages.get(fact) ?? 0))) };
}

async function lookUp(ctx: RequestContext, query: SearchQuery, channelId: string | null) {
  const named = channelId === null ? query.in : [channelId];
  const [places, forms, excluded, facts] = await Promise.all([
    placesNamed(ctx, named),
    exactForms(ctx, query.words),
    exactForms(ctx, query.excludedWords),
    factsOf(ctx, query),
  ]);
  return { places, forms, excluded, ...facts };
}

/** Looks up what a query names, within what the viewer may read; null where nothing can be found. */
export async function sought(
  ctx: RequestContext,
  query: SearchQuery,
  channelId: string | null,
): Promise<Sought | null> {
  const { places, forms, excluded, facts, total, counts } = await lookUp(ctx, query, channelId);
  if (places.length === 0 || facts.some((group) => group.length === 0)) return null;
  const within = sum(places.map(({ lastSeq }) => lastSeq));
  return {
    forms,
    facts,
    frequency: { total, share: shareOf([within, ...counts], total) },
    rest: {
      channelIds: places.map(({ id }) => id),
      none: [...excluded.flatMap(({ exact }) => exact), ...query.excludedFacts],
      ...{ after: query.after, before: query.before },
    },
  };
}

/** The part of all messages in which things are found together, were they spread evenly. */
const shareOf = (counts: readonly number[], total: number): number =>
  counts.reduce((share, count) => share * Math.min(1, Math.max(count, 1) / Math.max(total, 1)), 1);

/** Messages with the words as they were typed, or with another ending; null where a word was never written. */
export function exactTier({ forms, facts, frequency, rest }: Sought): Tier | null {
  if (forms.some(({ messages }) => messages === 0)) return null;
  const words = forms.map(({ exact }) => exact);
  const common = forms.map(({ messages }) => messages);
  const { total } = frequency;
  return {
    wanted: { ...rest, all: [...words, ...facts], found: null },
    frequency: { total, share: frequency.share * shareOf(common, total) },
    marked: new Set(words.flat()),
  };
}

/**
 * Other messages, with words that hold those that were typed, or where errors are forgiven, resemble them; null where
 * the dictionary knows none.
 */
export async function looseTier(
  ctx: RequestContext,
  { forms, facts, frequency, rest }: Sought,
  forgiving: boolean,
): Promise<Tier | null> {
  const loose = await looseForms(ctx, forms, forgiving);
  if (loose.every((words, n) => words.length === forms[n]?.exact.length)) return null;
  return {
    wanted: { ...rest, all: [...loose, ...facts], found: forms.map(({ exact }) => exact) },
    // What is found here is rare: the common words were found before.
    frequency: { total: 0, share: frequency.share },
    marked: new Set(loose.flat()),
  };
}
