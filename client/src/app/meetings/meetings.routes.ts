import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Languages } from '../core/i18n/i18n';
import { CallsPage } from './history/calls-page';

const texts = {
  providers: [provideTranslocoScope('meetings')],
  // Sentences with numbers are put together from their parts, so the texts are there before the page is.
  resolve: { texts: () => inject(TranslocoService).load(`meetings/${inject(Languages).current()}`) },
};

export const meetingsRoutes: Routes = [
  { path: '', component: CallsPage, title: 'shell.calls', ...texts },
  {
    path: ':callId',
    loadComponent: () => import('./stage/call-page').then(({ CallPage }) => CallPage),
    title: 'shell.calls',
    ...texts,
  },
];
