import { forbidden, invalid } from '@parley/kit';
import type { MentionKind } from './message.js';
import type { MessageRow } from './message.table.js';

/** The longest text, in UTF-16 code units as every client counts them. */
export const LONGEST_TEXT = 16_384;

/** How long an author may still change what they said. */
export const EDIT_WINDOW_HOURS = 24;

const MENTIONS_AT_MOST = 100;

/**
 * The text of a message as it will be kept.
 * @throws INVALID when there is none, too much, or something that is not text
 */
export function checkText(text: string | null | undefined): string {
  if (text == null || text.trim() === '') throw invalid('text', 'Write something first');
  if (text.length > LONGEST_TEXT) {
    throw invalid('text', `At most ${String(LONGEST_TEXT)} characters, this has ${String(text.length)}`);
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    throw invalid('text', 'The text holds characters that are not text');
  }
  return text;
}

/** Whether the time for changes has not passed. */
export const isStillEditable = (sentAt: Date, now: Date): boolean =>
  now.getTime() - sentAt.getTime() <= EDIT_WINDOW_HOURS * 3_600_000;

/** How long an author may take a message back as if it had never been sent. */
export const UNDO_WINDOW_SECONDS = 30;

/** When the undo window of a message ends. */
export const undoUntil = (sentAt: Date): Date => new Date(sentAt.getTime() + UNDO_WINDOW_SECONDS * 1_000);

/** @throws FORBIDDEN for everybody but the author of a message, and once its undo window has passed */
export function checkUndo(
  { authorId, sentAt }: Pick<MessageRow, 'authorId' | 'sentAt'>,
  personId: string,
  now: Date,
): void {
  if (authorId !== personId) throw forbidden('Only its author takes a message back');
  if (now > undoUntil(sentAt)) {
    throw forbidden(
      `A message can be taken back for ${String(UNDO_WINDOW_SECONDS)} seconds; delete it instead`,
    );
  }
}

/** Somebody, some group or a channel named in a text. */
export interface Addressed {
  readonly kind: MentionKind;
  readonly targetId: string | null;
}

// Linear: no part of the pattern can match what its neighbour matches.
const MENTION = /\[([@#])(?:\\[^\n]|[^\][\n\\]){1,200}\]\(mention:([a-z0-9_]{1,64})\)/g;

function addressed(sign: string, target: string): Addressed | null {
  if (sign === '#') return target.startsWith('channel_') ? { kind: 'CHANNEL', targetId: target } : null;
  if (target === 'channel') return { kind: 'EVERYONE', targetId: null };
  if (target === 'here') return { kind: 'HERE', targetId: null };
  if (target.startsWith('user_')) return { kind: 'PERSON', targetId: target };
  if (/^(?:department|team|role)_/.test(target)) return { kind: 'GROUP', targetId: target };
  return null;
}

/**
 * Whom a text addresses, each once, in the order of the text: links of the form `[@Name](mention:ID)`, where ID is a
 * user's, a department's, a team's, a role's, `channel` or `here`; and which channels it leads to, `[#Name](mention:ID)`.
 * @throws INVALID when it addresses more than a hundred
 */
export function parseMentions(text: string): Addressed[] {
  const links = [...text.matchAll(MENTION)].map(([, sign = '', target = '']) => sign + target);
  const found = [...new Set(links)].flatMap((link) => addressed(link.charAt(0), link.slice(1)) ?? []);
  if (found.length > MENTIONS_AT_MOST) {
    throw invalid(
      'text',
      `A message addresses at most ${String(MENTIONS_AT_MOST)} people, groups or channels`,
    );
  }
  return found;
}
