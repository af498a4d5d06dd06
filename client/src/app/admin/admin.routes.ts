import { inject } from '@angular/core';
import { type CanActivateFn, Router, type Route } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import type { Permission } from '../../generated/graphql';
import { Languages } from '../core/i18n/i18n';
import { Session } from '../core/session/session';
import { AdminPage } from './admin-page';

// Guards, not matches: what somebody may do is known only once the session is, which the routes above wait for.
/** What one may do nothing of is not there. */
const whoMay =
  (...any: readonly Permission[]): CanActivateFn =>
  () => {
    const permissions = inject(Session).permissions();
    return any.some((permission) => permissions.has(permission)) || inject(Router).parseUrl('/admin');
  };

const membersOnly: CanActivateFn = () => !inject(Session).guest() || inject(Router).parseUrl('/chat');

/**
 * What an organisation is governed by. The reports are also for those who keep order in single channels: each sees
 * those of their own.
 */
export const adminRoutes: Route[] = [
  {
    path: '',
    component: AdminPage,
    canActivate: [membersOnly],
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
        canActivate: [whoMay('MODERATE_CHANNELS')],
        loadComponent: () => import('./word-rules/word-rules-page').then((page) => page.WordRulesPage),
      },
      {
        path: 'retention',
        title: 'shell.admin',
        canActivate: [whoMay('MANAGE_RETENTION')],
        loadComponent: () => import('./retention/retention-page').then((page) => page.RetentionPage),
      },
      {
        path: 'file-activity',
        title: 'shell.admin',
        canActivate: [whoMay('SEE_AUDIT', 'MANAGE_RETENTION')],
        loadComponent: () =>
          import('./file-activity/file-activity-page').then((page) => page.FileActivityPage),
      },
      {
        path: 'meetings',
        title: 'shell.admin',
        canActivate: [whoMay('SEE_AUDIT', 'MANAGE_RETENTION')],
        loadComponent: () => import('./meetings/meetings-page').then((page) => page.MeetingsPage),
      },
      {
        path: 'media-regions',
        title: 'shell.admin',
        canActivate: [whoMay('MANAGE_MEDIA')],
        loadComponent: () =>
          import('./media-regions/media-regions-page').then((page) => page.MediaRegionsPage),
      },
      {
        path: 'sharing',
        title: 'shell.admin',
        canActivate: [whoMay('MANAGE_ORGANIZATION')],
        loadComponent: () => import('./sharing/sharing-page').then((page) => page.SharingPage),
      },
      {
        path: 'holds',
        title: 'shell.admin',
        canActivate: [whoMay('MANAGE_RETENTION')],
        loadComponent: () => import('./holds/holds-page').then((page) => page.HoldsPage),
      },
      { path: '**', redirectTo: '/admin' },
    ],
  },
];
