// Linear: no part of a pattern can match what its neighbour matches.
const LINK = /!?\[((?:\\[^\n]|[^\][\n\\]){0,300})\]\([^()\s]{0,2000}\)/g;
const ESCAPE = /\\([[\]\\])/g;
const SPOILER = /\|\|[^|\n]+\|\|/g;
const SIGNS = /[*~`]+|^[ \t]*(?:#{1,6}|>+|[-+])[ \t]+/gm;

/** A text with the names of its links, without their addresses. */
const withNames = (markdown: string): string =>
  markdown.replace(LINK, (_link, name: string) => name.replace(ESCAPE, '$1'));

/**
 * What people see of a Markdown text, in one line: names of links without their addresses, nothing of what is hidden
 * until it is clicked.
 */
export const shownText = (markdown: string): string =>
  withNames(markdown.replace(SPOILER, ' ▒▒▒ ')).replace(SIGNS, '').replace(/\s+/g, ' ').trim();

/** What is looked through: also what is hidden, but no addresses behind names. */
export const searchedText = withNames;
