// Linear: no part of a pattern can match what its neighbour matches.
const LINK = /!?\[([^\][\n]{0,300})\]\([^()\s]{0,2000}\)/g;
const SPOILER = /\|\|[^|\n]+\|\|/g;
const SIGNS = /[*~`]+|^[ \t]*(?:#{1,6}|>+|[-+])[ \t]+/gm;

/**
 * What people see of a Markdown text, in one line: names of links without their addresses, nothing of what is hidden
 * until it is clicked.
 */
export const shownText = (markdown: string): string =>
  markdown.replace(SPOILER, ' ▒▒▒ ').replace(LINK, '$1').replace(SIGNS, '').replace(/\s+/g, ' ').trim();

/** What is looked through: also what is hidden, but no addresses behind names. */
export const searchedText = (markdown: string): string => markdown.replace(LINK, '$1');
