import { plain } from '../core/i18n/plain';

/** A conversation as far as it decides about its place in the palette. */
export interface Jump {
  readonly name: string;
  /** Whether something new waits there that the viewer wants to be told of. */
  readonly unread: boolean;
  /** When something was last said there, in RFC 3339; empty where nothing was. */
  readonly lastAt: string;
}

const ranks = { whole: 0, beginning: 1, word: 2 } as const;

function rankOf(name: string, typed: string): number | null {
  if (name === typed) return ranks.whole;
  if (name.startsWith(typed)) return ranks.beginning;
  return name.includes(typed) ? ranks.word : null;
}

/**
 * The conversations that fit what was typed, whatever case and accents. What is called just so comes first, then what
 * is unread, then names that begin so, and among equals where something was said last. Without letters all fit.
 */
export function jumpsFor<T extends Jump>(conversations: readonly T[], typed: string): T[] {
  const wanted = plain(typed.trim());
  const fitting = conversations.flatMap((conversation) => {
    const rank = wanted === '' ? ranks.word : rankOf(plain(conversation.name), wanted);
    return rank === null ? [] : [{ conversation, rank }];
  });
  return fitting
    .sort(
      (a, b) =>
        Number(b.rank === ranks.whole) - Number(a.rank === ranks.whole) ||
        Number(b.conversation.unread) - Number(a.conversation.unread) ||
        a.rank - b.rank ||
        b.conversation.lastAt.localeCompare(a.conversation.lastAt),
    )
    .map(({ conversation }) => conversation);
}
