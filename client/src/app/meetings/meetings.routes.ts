import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { forkJoin } from 'rxjs';
import { Languages } from '../core/i18n/i18n';
import { CallsPage } from './history/calls-page';

/** Sentences with numbers are put together from their parts, so the texts are there before the page is. */
const textsOf = (...scopes: readonly string[]) => ({
  providers: [provideTranslocoScope(...scopes)],
  resolve: {
    texts: () => {
      const [service, language] = [inject(TranslocoService), inject(Languages).current()];
      return forkJoin(scopes.map((scope) => service.load(`${scope}/${language}`)));
    },
  },
});

const texts = textsOf('meetings', 'records');
/** What stands beside a room has texts of its own. */
const roomTexts = textsOf('meetings', 'rooms', 'together', 'records', 'recording');

export const meetingsRoutes: Routes = [
  { path: '', component: CallsPage, title: 'shell.calls', ...texts },
  {
    path: 'room/:meetingId',
    loadComponent: () => import('./room/room-page').then(({ RoomPage }) => RoomPage),
    title: 'shell.calls',
    ...roomTexts,
  },
  {
    path: ':callId',
    loadComponent: () => import('./stage/call-page').then(({ CallPage }) => CallPage),
    title: 'shell.calls',
    ...texts,
  },
];
