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

const NEIGHBOURS_AT_MOST = 24;

function isNeighbour(word: string, text: string): boolean {
  if (text.includes(word)) return true;
  return distanceBetween(word, text, mistypedAtMost(word)) <= mistypedAtMost(word);
}

/** Each word with words that begin with it or hold it, or, where errors are forgiven, are one or two letters away from it. */
export async function looseForms(
  ctx: RequestContext,
  forms: readonly Forms[],
  forgiving: boolean,
): Promise<string[][]> {
  if (forms.length === 0) return [];
  const found = await neighboursOf(
    ctx.db,
    forms.map(({ word }) => ({
      word,
      shape: shapeOf(word),
      forgiving: forgiving && mistypedAtMost(word) > 0,
    })),
  );
  return forms.map(({ word, exact }, n) => {
    const neighbours = gather(found, n)
      .map(({ text }) => text)
      .filter((text) => isNeighbour(word, text));
    return [...new Set([...exact, ...neighbours.slice(0, NEIGHBOURS_AT_MOST)])];
  });
}
