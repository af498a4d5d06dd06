import type { MessageRow } from '../message/message.table.js';
import type { StoredForward } from './forward.table.js';

/** Where a message that is sent on came from, and what it says. */
export interface Origin {
  readonly forwardedFromId: string;
  readonly forwarded: StoredForward;
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** The words of a message; a poll's are its question. */
const wordsOf = ({ text, poll }: Pick<MessageRow, 'text' | 'poll'>): string | null =>
  text ?? poll?.question ?? null;

/**
 * What is kept of a message that is sent on. Sent on again without a word, it keeps its first author; sent on with
 * words, these are what is sent on, and what they were about is quoted below them.
 */
export function originOf(message: MessageRow): Origin {
  const { id, authorId, sentAt, forwarded, forwardedFromId } = message;
  const words = wordsOf(message);
  if (forwarded && forwardedFromId !== null && words === null) return { forwardedFromId, forwarded };
  const below = forwarded?.text == null ? null : quoted(forwarded.text);
  const text = [words, below].filter((part) => part !== null).join('\n\n') || null;
  return { forwardedFromId: id, forwarded: { text, authorId, sentAt: sentAt.toISOString() } };
}
