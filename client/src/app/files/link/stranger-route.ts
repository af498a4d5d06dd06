import { type Type, inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { loadPageTexts } from '../../core/graphql/document';
import { Languages } from '../../core/i18n/i18n';

/**
 * A page that whoever has its secret may open: nobody has to be signed in.
 *
 * @param before What has to be known besides before it opens.
 */
export function strangerRoute(
  component: Type<unknown>,
  title: string,
  before: () => Promise<void> = () => Promise.resolve(),
): Route {
  const isReady: CanActivateFn = async () => {
    await before();
    await loadPageTexts();
    return true;
  };
  return {
    path: ':token',
    component,
    title,
    canActivate: [isReady],
    providers: [provideTranslocoScope('files')],
    resolve: { texts: () => inject(TranslocoService).load(`files/${inject(Languages).current()}`) },
  };
}
