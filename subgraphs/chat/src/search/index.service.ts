import { type RequestContext, transaction } from '@parley/kit';
import { findMessages } from '../message/message.access.js';
import { isSearched, termsOfMessage } from './index.rules.js';
import { newestOf, nextUnsearched, removeEntries, saveEntries, shorten } from './index.store.js';
import { shapeOf } from './word.rules.js';
import { type NewWord, saveWords } from './word.store.js';

/** How a word was met within one batch. */
interface Met {
  messages: number;
  readonly languages: Set<string>;
}

function note(met: Map<string, Met>, words: readonly string[], language: string | null): void {
  for (const word of words) {
    const known = met.get(word) ?? { messages: 0, languages: new Set() };
    known.messages += 1;
    if (language !== null && !/\p{N}/u.test(word)) known.languages.add(language);
    met.set(word, known);
  }
}

const isFact = (text: string): boolean => /^[@#>:]/.test(text);

const toNewWord = ([text, { messages, languages }]: readonly [string, Met]): NewWord => ({
  text,
  shape: isFact(text) ? '' : shapeOf(text),
  messages,
  languages: isFact(text) ? [] : [...languages],
});

/** Messages are found from now on by what they hold now, or no longer where they are gone. */
export async function indexMessages(ctx: RequestContext, ids: readonly string[]): Promise<void> {
  const rows = [...(await findMessages(ctx, ids)).values()];
  const met = new Map<string, Met>();
  const entries = rows.filter(isSearched).map((row) => {
    const { words, facts, language } = termsOfMessage(row);
    note(met, words, language);
    note(met, facts, null);
    return { channelId: row.channelId, seq: row.seq, sentAt: row.sentAt, terms: [...words, ...facts] };
  });
  await removeEntries(
    ctx.db,
    rows.filter((row) => !isSearched(row)),
  );
  await saveEntries(ctx.db, entries);
  await saveWords(ctx.db, [...met].map(toNewWord));
}

const BATCH = 400;
const WORK_MS = 20_000;

/** Indexes messages that were there before there was an index, newest first, a while at a time. */
export async function indexOldMessages(ctx: RequestContext): Promise<void> {
  const end = Date.now() + WORK_MS;
  let more = true;
  while (more && Date.now() < end) {
    more = await transaction(ctx, async (inner) => {
      const stretch = await nextUnsearched(inner.db);
      if (!stretch) return false;
      const messages = await newestOf(inner.db, stretch, BATCH);
      await indexMessages(
        inner,
        messages.map(({ id }) => id),
      );
      const upToSeq = messages.length < BATCH ? 0 : (messages.at(-1)?.seq ?? 1) - 1;
      await shorten(inner.db, { ...stretch, upToSeq });
      return true;
    });
  }
}
