import { inject } from '@angular/core';
import type { CanMatchFn, Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import type { Permission } from '../../generated/graphql';
import { Languages } from '../core/i18n/i18n';
import { Session } from '../core/session/session';
import { AdminPage } from './admin-page';

/** What one may not do is not there. */
const whoMay =
  (permission: Permission): CanMatchFn =>
  () =>
    inject(Session).permissions().has(permission);

const membersOnly: CanMatchFn = () => !inject(Session).guest();

/**
 * What an organisation is governed by. The reports are also for those who keep order in single channels: each sees
 * those of their own.
 */
export const adminRoutes: Route[] = [
  {
    path: '',
    component: AdminPage,
    canMatch: [membersOnly],
    providers: [provideTranslocoScope('admin')],
    resolve: { texts: () => inject(TranslocoService).load(`admin/${inject(Languages).current()}`) },
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'shell.admin',
        loadComponent: () => import('./reports/reports-page').then((page) => page.ReportsPage),
      },
      {
        path: 'reports',
        title: 'shell.admin',
        loadComponent: () => import('./reports/reports-page').then((page) => page.ReportsPage),
      },
      {
        path: 'words',
        title: 'shell.admin',
        canMatch: [whoMay('MODERATE_CHANNELS')],
        loadComponent: () => import('./word-rules/word-rules-page').then((page) => page.WordRulesPage),
      },
      {
        path: 'retention',
        title: 'shell.admin',
        canMatch: [whoMay('MANAGE_RETENTION')],
        loadComponent: () => import('./retention/retention-page').then((page) => page.RetentionPage),
      },
      {
        path: 'holds',
        title: 'shell.admin',
        canMatch: [whoMay('MANAGE_RETENTION')],
        loadComponent: () => import('./holds/holds-page').then((page) => page.HoldsPage),
      },
      { path: '**', redirectTo: '/admin' },
    ],
  },
];
