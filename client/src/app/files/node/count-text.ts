import type { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';

/** Further the server does not count. */
const MOST_COUNTED = 1_000;

/** How many there are in all, in words; of so many that they are not counted, that they are more. */
export function countText(
  texts: TranslocoService,
  key: 'files.files' | 'files.items',
  total: number | null,
): string {
  if (total !== null) return plural(texts, key, total);
  return texts.translate(`${key}Many`, { count: MOST_COUNTED.toLocaleString(texts.getActiveLang()) });
}
