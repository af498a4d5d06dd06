import type { Inline } from './markdown-tree';

interface Found {
  readonly node: Inline;
  readonly width: number;
}

const punctuation = /[!-/:-@[-`{-~]/;

/** Whether a backslash before it keeps it as it is. */
export function escapable(char: string): boolean {
  return punctuation.test(char);
}

const wordChar = /[\p{L}\p{M}\p{N}_]/u;

const longestMath = 2_000;
const mathEndsTried = 16;

/**
 * LaTeX between dollar signs. An amount of money is none: what is inside neither begins nor ends with a space, and no
 * digit follows.
 */
export function mathAt(text: string, at: number): Found | null {
  const mark = text.startsWith('$$', at) ? '$$' : '$';
  const from = at + mark.length;
  if (/[\s$]/.test(text[from] ?? ' ') || wordChar.test(text[at - 1] ?? ' ')) return null;
  let end = from;
  for (let tried = 0; tried < mathEndsTried; tried += 1) {
    end = text.indexOf(mark, end + 1);
    if (end < 0 || end - from > longestMath) return null;
    const inside = text.slice(from, end);
    if (mark === '$' && inside.includes('\n')) return null;
    if (/[\s\\]/.test(text[end - 1] ?? '') || /\d/.test(text[end + mark.length] ?? '')) continue;
    const node = { kind: 'math', text: inside, display: mark === '$$' } as const;
    return { node, width: end + mark.length - at };
  }
  return null;
}

const tag = /^#([\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_-]{0,63})/u;

/** A hashtag: it begins a word, and is no number. */
export function tagAt(text: string, at: number): Found | null {
  if (wordChar.test(text[at - 1] ?? ' ') || '#&/'.includes(text[at - 1] ?? ' ')) return null;
  const [whole, name] = tag.exec(text.slice(at, at + 66)) ?? [];
  if (!whole || !name || /^[\d_-]+$/.test(name)) return null;
  return { node: { kind: 'tag', name }, width: whole.length };
}

const addressStart = /^(?:https?:\/\/|www\.)[^\s<>"]/i;
const addressEnd = /[\s<>"]/g;

/** An address that was typed as it is, alone or between angle brackets, without the full stop behind it. */
export function addressAt(text: string, at: number): Found | null {
  const angled = text[at] === '<';
  const from = angled ? at + 1 : at;
  if (!angled && wordChar.test(text[at - 1] ?? ' ')) return null;
  if (!addressStart.test(text.slice(from, from + 12))) return null;
  addressEnd.lastIndex = from;
  const stop = addressEnd.exec(text)?.index ?? text.length;
  if (angled && text[stop] !== '>') return null;
  const written = angled ? text.slice(from, stop) : withoutEnd(text.slice(from, stop));
  const href = /^www/i.test(written) ? `https://${written}` : written;
  const node = { kind: 'link', href, content: [{ kind: 'text', text: written }] } as const;
  return { node, width: angled ? written.length + 2 : written.length };
}

/** What ends a sentence is no part of the address; a bracket is, when it was opened there. */
function withoutEnd(address: string): string {
  let end = address.length;
  let [opened, closed] = [0, 0];
  for (const char of address) {
    if (char === '(') opened += 1;
    else if (char === ')') closed += 1;
  }
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? '';
    if (last === ')' && closed > opened) closed -= 1;
    else if (!".,:;!?'*_~|]".includes(last)) break;
  }
  return address.slice(0, end);
}

const mail = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])/gi;

/** Plain words with the mail addresses in them. */
export function mailIn(text: string): Inline[] {
  if (!text.includes('@')) return [{ kind: 'text', text }];
  const nodes: Inline[] = [];
  let from = 0;
  for (const { 0: address, index } of text.matchAll(mail)) {
    if (index > from) nodes.push({ kind: 'text', text: text.slice(from, index) });
    nodes.push({ kind: 'link', href: `mailto:${address}`, content: [{ kind: 'text', text: address }] });
    from = index + address.length;
  }
  if (from < text.length) nodes.push({ kind: 'text', text: text.slice(from) });
  return nodes;
}
