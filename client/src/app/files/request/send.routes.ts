import { inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { loadPageTexts } from '../../core/graphql/document';
import { Languages } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { SendPage } from './send-page';

/** Nobody has to be signed in, but who is sends under their own name. */
const withWhoIsHere: CanActivateFn = async () => {
  const session = inject(Session);
  if (session.state() === 'unknown') await session.start();
  await loadPageTexts();
  return true;
};

export const sendRoutes: Route[] = [
  {
    path: ':token',
    component: SendPage,
    title: 'request.title',
    canActivate: [withWhoIsHere],
    providers: [provideTranslocoScope('files')],
    resolve: { texts: () => inject(TranslocoService).load(`files/${inject(Languages).current()}`) },
  },
];
