import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { forkJoin } from 'rxjs';
import { Languages } from '../core/i18n/i18n';
import { MeetingsPage } from './rooms/meetings-page';

const texts = {
  providers: [provideTranslocoScope('rooms', 'meetings', 'records', 'recording')],
  // Sentences with numbers are put together from their parts, so the texts are there before the page is.
  resolve: {
    texts: () => {
      const [service, language] = [inject(TranslocoService), inject(Languages).current()];
      return forkJoin([
        service.load(`rooms/${language}`),
        service.load(`meetings/${language}`),
        service.load(`records/${language}`),
        service.load(`recording/${language}`),
      ]);
    },
  },
};

export const roomRoutes: Routes = [
  { path: '', component: MeetingsPage, title: 'shell.meetings', ...texts },
  {
    path: ':meetingId',
    loadComponent: () => import('./rooms/meeting-page').then(({ MeetingPage }) => MeetingPage),
    title: 'shell.meetings',
    ...texts,
  },
];
