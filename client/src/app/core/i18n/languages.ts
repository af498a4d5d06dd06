/** A language the interface speaks, named in itself. */
export interface Language {
  readonly code: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export const languages: readonly Language[] = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
];

const FALLBACK = 'en';

/** The language that fits best: the chosen one, else the first that the browser asks for and we speak. */
export function bestLanguage(chosen: string | null, asked: readonly string[]): string {
  const wanted = chosen === null ? asked : [chosen, ...asked];
  const codes = wanted.map((tag) => tag.split('-')[0]);
  return codes.find((code) => languages.some((language) => language.code === code)) ?? FALLBACK;
}
