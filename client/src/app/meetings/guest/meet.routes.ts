import { inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { forkJoin } from 'rxjs';
import { loadPageTexts } from '../../core/graphql/document';
import { Languages } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { MeetPage } from './meet-page';

/** Whoever is signed in comes under their own name; nobody has to be. */
const isReady: CanActivateFn = async () => {
  const session = inject(Session);
  const texts = loadPageTexts();
  if (session.state() === 'unknown') await session.start();
  await texts;
  return true;
};

export const meetRoutes: Route[] = [
  {
    path: ':token',
    component: MeetPage,
    title: 'shell.meeting',
    canActivate: [isReady],
    providers: [provideTranslocoScope('rooms', 'meetings')],
    resolve: {
      texts: () => {
        const [service, language] = [inject(TranslocoService), inject(Languages).current()];
        return forkJoin([service.load(`rooms/${language}`), service.load(`meetings/${language}`)]);
      },
    },
  },
];
