import { Pipe, type PipeTransform, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

/** The key's text for so many things, in the plural form of the language: `key.one`, `key.few`, `key.other`. */
export function plural(texts: TranslocoService, key: string, count: number, params: object = {}): string {
  const language = texts.getActiveLang();
  const form = new Intl.PluralRules(language).select(count);
  const forms = texts.translateObject<Record<string, string>>(key);
  const chosen = form in forms ? form : 'other';
  return texts.translate(`${key}.${chosen}`, {
    ...params,
    count: new Intl.NumberFormat(language).format(count),
  });
}

/** `'people.found' | plural: 3` */
@Pipe({ name: 'plural', pure: false })
export class PluralPipe implements PipeTransform {
  private readonly texts = inject(TranslocoService);

  transform(key: string, count: number, params?: object): string {
    return plural(this.texts, key, count, params);
  }
}
