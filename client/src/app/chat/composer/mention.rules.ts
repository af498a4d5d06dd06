/** Somebody or a group as addressed in a text that is being written, or a channel that it leads to. */
export interface WrittenMention {
  /** Shown after the @, or the # of a channel. */
  readonly label: string;
  /** An id of a person, a group or a channel, "channel" or "here". */
  readonly target: string;
}

/** Mentions everybody may write without choosing them from a list. */
export const groupMentions: readonly WrittenMention[] = [
  { label: 'channel', target: 'channel' },
  { label: 'here', target: 'here' },
];

const stored = /\[([@#])((?:\\.|[^\]\\])+)\]\(mention:([a-z]+(?:_[0-9a-z]+)?)\)/g;
const code = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;

const isChannel = (target: string): boolean => target.startsWith('channel_');

const shownAs = ({ label, target }: WrittenMention): string => `${isChannel(target) ? '#' : '@'}${label}`;

/** What is sent: every "@Label" and "#Label" of a chosen mention becomes a mention link; code stays as it is. */
export function toStoredText(text: string, chosen: readonly WrittenMention[]): string {
  const mentions = [...chosen, ...groupMentions].sort((a, b) => b.label.length - a.label.length);
  const targets = new Map(mentions.map((mention) => [shownAs(mention), mention.target]));
  const labels = mentions.map((mention) => escapePattern(shownAs(mention))).join('|');
  const shown = new RegExp(`(?<![\\p{L}\\p{N}@#[])(?:${labels})(?![\\p{L}\\p{N}_])`, 'gu');
  return text
    .split(code)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(shown, (label) => `[${escapeLabel(label)}](mention:${targets.get(label) ?? ''})`),
    )
    .join('');
}

/** What an author sees when changing a message: "@Label" or "#Label", and who or what is meant by it. */
export function toWrittenText(markdown: string): { text: string; mentions: WrittenMention[] } {
  const mentions: WrittenMention[] = [];
  const text = markdown.replace(stored, (_link, sign: string, escaped: string, target: string) => {
    const label = escaped.replace(/\\(.)/g, '$1');
    if (target.includes('_')) mentions.push({ label, target });
    return `${sign}${label}`;
  });
  return { text, mentions };
}

/** Whom a stored text addresses and which channels it leads to, each once and nothing else of it. */
export function reachOf(markdown: string): string {
  const targets = new Set([...markdown.matchAll(stored)].map((match) => match[3] ?? ''));
  return [...targets].map((target) => `[${isChannel(target) ? '#' : '@'}x](mention:${target})`).join(' ');
}

/** One line of plain words, for quotes and notifications. */
export function excerptOf(markdown: string, length = 140): string {
  const plain = toWrittenText(markdown)
    .text.replace(/```[^\n]*\n?/g, ' ')
    // What is hidden stays hidden where nobody can uncover it.
    .replace(/\|\|(?!\s)[^|\n]+\|\|/g, '▒▒▒')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*+>]|#{1,6}|\d+\.)\s+/gm, '')
    .replace(/[*_~`]{1,3}(\S(?:.*?\S)??)[*_~`]{1,3}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > length ? `${plain.slice(0, length - 1).trimEnd()}…` : plain;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function escapeLabel(label: string): string {
  return label.replace(/[[\]\\]/g, '\\$&');
}
