import hljs from 'highlight.js/lib/common';

/** The most that is coloured, in characters: beyond it colours would cost more time than they help. */
const longest = 20_000;

/** Code in colours as HTML, which holds nothing but spans with classes; null for a language nobody knows. */
export function highlight(text: string, language: string): string | null {
  if (text.length > longest || !hljs.getLanguage(language)) return null;
  return hljs.highlight(text, { language, ignoreIllegals: true }).value;
}
