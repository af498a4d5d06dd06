import { parseMentions } from '../message/message.rules.js';
import type { MessageRow } from '../message/message.table.js';
import { tagFact } from './query.rules.js';
import { languageOf } from './language.rules.js';
import { searchedText } from './plain-text.rules.js';
import { tokenize } from './word.rules.js';

/** What a message is found by. */
export interface MessageTerms {
  readonly words: readonly string[];
  /** Who wrote it, its tags, what it has and is; each begins with a sign. */
  readonly facts: readonly string[];
  /** The language of its words; null where their endings are not known. */
  readonly language: string | null;
}

/** Who wrote it, as a fact. */
export const authorFact = (personId: string): string => `@${personId}`;

/** Whom it addresses, as a fact. */
export const mentionFact = (targetId: string): string => `>${targetId}`;

/** Files in it, as facts: each is a file, and an image, sound, film or voice message too. */
const factsOfFiles = (files: MessageRow['attachments']): string[] => [
  ...new Set(
    files.flatMap(({ mediaType, role }) => {
      const [kind = ''] = mediaType.split('/');
      const voice = role === 'VOICE' ? [':has:voice'] : [];
      return [':has:file', ...(['image', 'audio', 'video'].includes(kind) ? [`:has:${kind}`] : []), ...voice];
    }),
  ),
];

const HAS_LINK = /https?:\/\/[^\s/]/i;
const HAS_CODE = /```|`[^`\n]+`/;

/** Everything in a message that is words: its text, a poll, and what its files are called. */
export const writtenIn = ({
  text,
  poll,
  attachments,
}: Pick<MessageRow, 'text' | 'poll' | 'attachments'>): string =>
  [
    text,
    ...(poll ? [poll.question, ...poll.options.map((option) => option.text)] : []),
    ...attachments.flatMap(({ name, caption, role }) => [caption, role === 'VOICE' ? null : name]),
  ]
    .filter((part) => part !== null)
    .join('\n');

function factsOf(message: MessageRow): string[] {
  const { text, authorId, hashtags } = message;
  const mentions = parseMentions(text ?? '');
  const has: readonly (readonly [string, boolean])[] = [
    [':has:link', HAS_LINK.test(text ?? '')],
    [':has:code', HAS_CODE.test(text ?? '')],
    [':has:mention', mentions.some(({ kind }) => kind !== 'CHANNEL')],
    [':has:poll', message.poll !== null],
    [':is:edited', message.editedAt !== null],
    [':is:forwarded', message.forwardedFromId !== null],
    [':is:thread', message.threadId !== null],
    [':is:pinned', message.pinnedAt !== null],
  ];
  return [
    ...(authorId === null ? [] : [authorFact(authorId)]),
    ...hashtags.map(tagFact),
    ...mentions.map(({ kind, targetId }) => mentionFact(targetId ?? kind.toLowerCase())),
    ...factsOfFiles(message.attachments),
    ...has.filter(([, holds]) => holds).map(([fact]) => fact),
  ];
}

/** Whether anybody finds it: neither what the system says nor what was removed. */
export const isSearched = ({ kind, deletedAt, withdrawnAt }: MessageRow): boolean =>
  kind !== 'SYSTEM' && deletedAt === null && withdrawnAt === null;

/** What a message is found by. */
export function termsOfMessage(message: MessageRow): MessageTerms {
  const words = tokenize(searchedText(writtenIn(message))).map(({ word }) => word);
  return { words: [...new Set(words)], facts: factsOf(message), language: languageOf(words) };
}
