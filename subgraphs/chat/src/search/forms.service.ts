import type { RequestContext } from '@parley/kit';
import { languagesOfWord } from './language.rules.js';
import { distanceBetween, mistypedAtMost, shapeOf } from './word.rules.js';
import { type WordForm, formsOf, neighboursOf } from './word.store.js';

/** The words that are looked for in place of one that was typed. */
export interface Forms {
  readonly word: string;
  /** The word itself and its other endings. */
  readonly exact: readonly string[];
  /** About how many messages hold one of them. */
  readonly messages: number;
}

const gather = (forms: readonly WordForm[], n: number): WordForm[] => forms.filter((form) => form.n === n);

/** Each word with its other endings, as far as somebody wrote them. */
export async function exactForms(ctx: RequestContext, words: readonly string[]): Promise<Forms[]> {
  if (words.length === 0) return [];
  const found = await formsOf(
    ctx.db,
    words.map((word) => ({ word, languages: languagesOfWord(word) })),
  );
  return words.map((word, n) => {
    const own = gather(found, n);
    return {
      word,
      exact: own.length > 0 ? own.map(({ text }) => text) : [word],
      messages: own.reduce((sum, { messages }) => sum + messages, 0),
    };
  });
}

const NEIGHBOURS_AT_MOST = 12;
/** A word in so many messages is meant as it is written, as long as it is found. */
const WELL_KNOWN = 50;

function isNeighbour(word: string, text: string): boolean {
  if (text.includes(word)) return true;
  return distanceBetween(word, text, mistypedAtMost(word)) <= mistypedAtMost(word);
}

/**
 * Each word with words that begin with it or hold it. Where errors are forgiven, also with those that are one or two
 * letters away from it; else the well known stay as they are.
 */
export async function looseForms(
  ctx: RequestContext,
  forms: readonly Forms[],
  forgiving: boolean,
): Promise<(readonly string[])[]> {
  const open = forms.filter(({ messages }) => forgiving || messages < WELL_KNOWN);
  if (open.length === 0) return forms.map(({ exact }) => exact);
  const found = await neighboursOf(
    ctx.db,
    open.map(({ word }) => ({
      word,
      shape: shapeOf(word),
      forgiving: forgiving && mistypedAtMost(word) > 0,
    })),
  );
  return forms.map((form) => {
    const neighbours = gather(found, open.indexOf(form))
      .map(({ text }) => text)
      .filter((text) => isNeighbour(form.word, text));
    return [...new Set([...form.exact, ...neighbours.slice(0, NEIGHBOURS_AT_MOST)])];
  });
}
