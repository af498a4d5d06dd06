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

/** The parts of a snippet as the server marks it: escaped text, in which matches stand in `<mark>`. */
export function snippetParts(snippet: string): SnippetPart[] {
  return snippet
    .split(/<mark>(.*?)<\/mark>/s)
    .map((part, index) => ({ text: unescaped(part), match: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The same as plain words. */
export function snippetText(snippet: string): string {
  return snippetParts(snippet)
    .map(({ text }) => text)
    .join('');
}
