/** How many addresses of one message are looked at. */
export const PREVIEWS_AT_MOST = 5;

const LONGEST_ADDRESS = 2_000;
// Linear: no part of the pattern can match what its neighbour matches.
const ADDRESS = /https?:\/\/[^\s<>"'`\\^{}|]{1,2000}/giu;
const FENCE = /```[\s\S]{0,20000}?```|`[^`\n]{0,2000}`|\|\|[^|]{0,2000}\|\|/g;
const TRAILING = /[.,;:!?*_~\])]+$/;

/**
 * Addresses of pages in a text, each once, in the order of the text; none of those in code or behind a spoiler, and none
 * that somebody put into `<…>`, which is how one asks for no preview.
 */
export function linksIn(text: string): string[] {
  const shown = text.replaceAll(FENCE, ' ').replaceAll(/<https?:\/\/[^\s<>]{1,2000}>/gi, ' ');
  const found = [...shown.matchAll(ADDRESS)].map(([address]) => trimmed(address));
  const pages = found.filter((address) => address.length <= LONGEST_ADDRESS && URL.canParse(address));
  return [...new Set(pages)].slice(0, PREVIEWS_AT_MOST);
}

/** Without what ends a sentence; a bracket stays where one opened inside, as addresses of encyclopedias have them. */
function trimmed(address: string): string {
  const end = TRAILING.exec(address)?.[0] ?? '';
  const bare = address.slice(0, address.length - end.length);
  const opens = bare.split('(').length - bare.split(')').length;
  return opens > 0 && end.startsWith(')') ? `${bare})` : bare;
}

/** What a page says of itself. */
export interface PageFacts {
  readonly title: string | null;
  readonly description: string | null;
  readonly siteName: string | null;
  /** As it stands in the page; relative to it. */
  readonly image: string | null;
}

const HEAD_BYTES = 524_288;
const LONGEST = { title: 200, description: 400, siteName: 80, image: 2_000 } as const;

/** Reads the head of a page; nothing in it is run or loaded. */
export function factsOf(page: Buffer, contentType: string): PageFacts {
  const html = decode(page.subarray(0, HEAD_BYTES), contentType);
  const tags = metaTags(html);
  const title = tags.get('og:title') ?? tags.get('twitter:title') ?? titleIn(html);
  return {
    title: wordsOf(title, LONGEST.title),
    description: wordsOf(
      tags.get('og:description') ?? tags.get('twitter:description') ?? tags.get('description'),
      LONGEST.description,
    ),
    siteName: wordsOf(tags.get('og:site_name'), LONGEST.siteName),
    image: wordsOf(
      tags.get('og:image') ?? tags.get('og:image:url') ?? tags.get('twitter:image'),
      LONGEST.image,
    ),
  };
}

const MOST_TAGS = 200;
const LONGEST_TAG = 4_000;

/** The first of each name counts, as with browsers. Each letter is looked at once, whatever the page is made of. */
function metaTags(html: string): Map<string, string> {
  const tags = new Map<string, string>();
  const opening = /<meta\s/gi;
  for (let seen = 0; seen < MOST_TAGS && opening.exec(html); seen += 1) {
    const from = opening.lastIndex - 1;
    const to = html.indexOf('>', from);
    if (to < 0) break;
    opening.lastIndex = to;
    const tag = html.slice(from, Math.min(to, from + LONGEST_TAG));
    const name = attribute(tag, 'property') ?? attribute(tag, 'name');
    const content = attribute(tag, 'content');
    if (name && content !== null && !tags.has(name.toLowerCase())) tags.set(name.toLowerCase(), content);
  }
  return tags;
}

function titleIn(html: string): string | undefined {
  const opening = /<title[\s>]/gi;
  if (!opening.exec(html)) return undefined;
  const from = html.indexOf('>', opening.lastIndex - 1) + 1;
  return from === 0 ? undefined : html.slice(from, from + LONGEST_TAG).split('<', 1)[0];
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(
    String.raw`\s${name}\s{0,10}=\s{0,10}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`,
    'i',
  ).exec(tag);
  return found ? (found[1] ?? found[2] ?? found[3] ?? '') : null;
}

function decode(bytes: Buffer, contentType: string): string {
  const told = /charset="?([\w-]{1,40})/i.exec(contentType)?.[1];
  const written = /<meta[^>]{0,200}charset="?'?([\w-]{1,40})/i.exec(bytes.toString('latin1', 0, 4_096))?.[1];
  try {
    return new TextDecoder(told ?? written ?? 'utf-8').decode(bytes);
  } catch (error) {
    // A letter set that nobody knows.
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** One line of words, without anything invisible; null for none. */
function wordsOf(text: string | null | undefined, longest: number): string | null {
  const line = unescaped(text ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line === '') return null;
  return line.length > longest
    ? `${line
        .slice(0, longest - 1)
        .trimEnd()
        .toWellFormed()}…`
    : line;
}
