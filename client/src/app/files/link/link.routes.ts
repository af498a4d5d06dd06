import { inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { loadPageTexts } from '../../core/graphql/document';
import { Languages } from '../../core/i18n/i18n';
import { LinkPage } from './link-page';

/** Nobody has to be signed in: whoever has the link may ask. */
const withPageTexts: CanActivateFn = async () => {
  await loadPageTexts();
  return true;
};

export const linkRoutes: Route[] = [
  {
    path: ':token',
    component: LinkPage,
    title: 'link.title',
    canActivate: [withPageTexts],
    providers: [provideTranslocoScope('files')],
    resolve: { texts: () => inject(TranslocoService).load(`files/${inject(Languages).current()}`) },
  },
];
