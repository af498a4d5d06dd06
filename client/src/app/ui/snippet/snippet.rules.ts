/** A stretch of a found text. */
export interface SnippetPart {
  readonly text: string;
  /** Whether it is what was looked for. */
  readonly match: boolean;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescaped(html: string): string {
  return html.replace(/&(amp|lt|gt|quot);/g, (_entity, name: string) => entities[name] ?? '');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => {
    const name = Object.keys(entities).find((each) => entities[each] === sign);
    return name === undefined ? sign : `&${name};`;
  });
}

/** The parts of a snippet as the server marks it: escaped text, in which matches stand in `<mark>`. */
export function snippetParts(snippet: string): SnippetPart[] {
  return snippet
    .split(/<mark>(.*?)<\/mark>/s)
    .map((part, index) => ({ text: unescaped(part), match: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** Plain words as a snippet in which these stretches are marked. */
export function markedSnippet(words: string, stretches: readonly string[]): string {
  const alternatives = stretches.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return words
    .split(new RegExp(`(${alternatives})`))
    .map((part, index) => (index % 2 === 1 ? `<mark>${escaped(part)}</mark>` : escaped(part)))
    .join('');
}

/** The same as plain words. */
export function snippetText(snippet: string): string {
  return snippetParts(snippet)
    .map(({ text }) => text)
    .join('');
}
