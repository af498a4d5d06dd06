const HASHTAGS_AT_MOST = 50;

// Code, addresses and names of channels hold no tags; linear, since no part of a pattern can match what its neighbour matches.
const CODE = /```[^`]*(?:`{1,2}[^`]+)*```|`[^`\n]+`/g;
const ADDRESS = /\]\([^()\s]{0,2000}\)|[a-z][a-z0-9+.-]{1,20}:\/\/\S+/gi;
const CHANNEL = /\[#(?:\\[^\n]|[^\][\n\\]){1,200}\]\(mention:[a-z0-9_]{1,64}\)/g;
const TAG = /(?<![\p{L}\p{N}_&/#])#([\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)/gu;
const LONGEST_TAG = 64;

/** A tag as it is kept and compared: without the sign, in small letters. */
export const tagName = (name: string): string => name.replace(/^#/, '').toLowerCase().normalize('NFC');

/** Tags in a text, each once, in its order: `#` and letters, digits, `_` or `-`, with at least one letter. */
export function parseHashtags(text: string): string[] {
  if (!text.includes('#')) return [];
  const found = new Set<string>();
  for (const [, name = ''] of text
    .replace(CODE, ' ')
    .replace(CHANNEL, ' ')
    .replace(ADDRESS, ' ')
    .matchAll(TAG)) {
    if (name.length <= LONGEST_TAG) found.add(tagName(name.replace(/[-_]+$/, '')));
    if (found.size === HASHTAGS_AT_MOST) break;
  }
  return [...found];
}
