import { type Provider, inject } from '@angular/core';
import type { ResolveFn } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { type Observable, forkJoin } from 'rxjs';
import { Languages } from '../core/i18n/i18n';

/** What a route of these texts is given. */
interface PageTexts {
  readonly providers: Provider[];
  readonly resolve: { readonly texts: ResolveFn<unknown> };
}

/** Sentences with numbers are put together from their parts, so the texts are there before the page is. */
export const textsOf = (...scopes: readonly string[]): PageTexts => ({
  providers: [provideTranslocoScope(...scopes)],
  resolve: {
    texts: (): Observable<unknown> => {
      const [service, language] = [inject(TranslocoService), inject(Languages).current()];
      return forkJoin(scopes.map((scope) => service.load(`${scope}/${language}`)));
    },
  },
});

/** What stands beside a room has texts of its own. */
export const roomTexts = textsOf('meetings', 'rooms', 'together', 'records', 'recording');
