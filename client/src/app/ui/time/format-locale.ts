const USUAL: Readonly<Record<string, string>> = { en: 'en-GB' };

/** The locale whose dates and numbers fit a language of the interface: the reader's own variant where there is one. */
export function formatLocale(language: string, asked: readonly string[] = navigator.languages): string {
  const own = asked.find((tag) => tag.includes('-') && tag.split('-')[0] === language);
  return own ?? USUAL[language] ?? language;
}
