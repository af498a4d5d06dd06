import type { TranslocoService } from '@jsverse/transloco';

/** Families of media types that have a word of their own. */
const FAMILIES: Readonly<Record<string, string>> = {
  'image/*': 'pictures',
  'video/*': 'films',
  'audio/*': 'sounds',
  'text/*': 'texts',
};

/** Which kinds of files are taken, in words: families by their names, endings as they are known; empty for all. */
export function kindsText(texts: TranslocoService, allowed: readonly string[]): string {
  const words = allowed.map((type) => {
    const family = FAMILIES[type];
    if (family) return texts.translate(`request.kind.${family}`);
    return type.startsWith('.') ? type.slice(1).toUpperCase() : type;
  });
  return new Intl.ListFormat(texts.getActiveLang(), { type: 'disjunction' }).format(words);
}
