import { prepared, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Counting ends here: a word in so many messages is common, and its row is left alone. */
const COUNTED_UP_TO = 100_000;

/** Words of one language on the way into the dictionary. */
export interface NewWord {
  readonly text: string;
  readonly shape: string;
  readonly messages: number;
  readonly languages: readonly string[];
}

// A word that a stemmer leaves out, as it does with the commonest, is its own stem.
const STEMS = (languages: string, word: string): string =>
  `array(select l || ':' || coalesce((ts_lexize((l || '_stem')::regdictionary, ${word}))[1], ${word}) from ${languages} l)`;

const SAVE = prepared(
  `insert into word as known (text, shape, messages, stems)
   select w.text, w.shape, w.messages, ${STEMS('unnest(w.languages)', 'w.text')}
   from jsonb_to_recordset($1::jsonb) as w (text text, shape text, messages int, languages text[])
   order by w.text collate "C"
   on conflict (text) do update set messages = known.messages + excluded.messages,
     stems = array(select distinct unnest(known.stems || excluded.stems))
     where known.messages < ${String(COUNTED_UP_TO)} or not known.stems @> excluded.stems`,
);

/** Takes words into the dictionary, in one order, so that two writers never wait for each other. */
export async function saveWords(db: EntityManager, words: readonly NewWord[]): Promise<void> {
  if (words.length > 0) await db.query(SAVE, [JSON.stringify(words)]);
}

/** A word that is looked for, and the languages it may be of. */
export interface AskedWord {
  readonly word: string;
  readonly languages: readonly string[];
}

/** A form of a word, as the dictionary has it. */
export interface WordForm {
  /** Which of the asked words, from 0. */
  readonly n: number;
  readonly text: string;
  readonly messages: number;
}

const FORMS_AT_MOST = 12;

/**
 * The words of the dictionary with the same stem as each asked word, the commonest first: in the languages in which
 * that word was written, or in all it may be of when nobody wrote it yet.
 */
export const formsOf = (db: EntityManager, asked: readonly AskedWord[]): Promise<WordForm[]> =>
  select<WordForm>(
    db,
    `with asked as (
       select (q.n - 1)::int as n, q.word ->> 'word' as text, coalesce(k.stems,
         ${STEMS(`jsonb_array_elements_text(q.word -> 'languages')`, `(q.word ->> 'word')`)}) as stems
       from jsonb_array_elements($1::jsonb) with ordinality as q (word, n)
       left join word k on k.text = q.word ->> 'word'
     )
     select a.n, f.text, f.messages from asked a cross join lateral (
       select w.text, w.messages from word w where w.stems && a.stems or w.text = a.text
       order by w.text = a.text desc, w.messages desc limit ${String(FORMS_AT_MOST)}) f`,
    [JSON.stringify(asked)],
  );

/** A word and its ASCII shape, as patterns of LIKE. */
export interface AskedPart {
  readonly word: string;
  readonly shape: string;
  /** Whether typing errors are forgiven. */
  readonly forgiving: boolean;
}

const PARTS_AT_MOST = 24;

/**
 * Words of the dictionary that begin with or hold each asked word, the commonest first, and those that share at least
 * three in ten of their trigrams with it (pg_trgm.similarity_threshold).
 */
export const neighboursOf = (db: EntityManager, asked: readonly AskedPart[]): Promise<WordForm[]> =>
  select<WordForm>(
    db,
    `with asked as (
       select (q.n - 1)::int as n, q.part ->> 'word' as text, q.part ->> 'shape' as shape,
         (q.part ->> 'forgiving')::boolean as forgiving
       from jsonb_array_elements($1::jsonb) with ordinality as q (part, n)
     )
     (select a.n, f.text, f.messages from asked a cross join lateral (
       select w.text, w.messages from word w
       where w.shape like '%' || a.shape || '%' and position(a.text in w.text) > 0
       order by left(w.text, length(a.text)) = a.text desc, w.messages desc limit ${String(PARTS_AT_MOST)}) f
      where length(a.shape) >= 3)
     union
     (select a.n, f.text, f.messages from asked a cross join lateral (
       select w.text, w.messages from word w where w.shape % a.shape
       order by similarity(w.shape, a.shape) desc, w.messages desc limit ${String(PARTS_AT_MOST)}) f
      where a.forgiving)`,
    [JSON.stringify(asked)],
  );

/** Tags of the dictionary that begin so, the commonest first: of everybody's messages, so they are not to be shown as they are. */
export async function tagsBeginning(db: EntityManager, beginning: string, limit: number): Promise<string[]> {
  const rows = await select<{ text: string }>(
    db,
    `select text from word where text >= $1 and text < $1 || U&'\\+10FFFF' order by messages desc, text limit $2`,
    [beginning, limit],
  );
  return rows.map(({ text }) => text);
}
