import type { Routes } from '@angular/router';
import { signedInOnly, signedOutOnly } from './core/session/guards';
import { Shell } from './shell/shell';

export const routes: Routes = [
  {
    path: 'sign-in',
    canActivate: [signedOutOnly],
    loadChildren: () => import('./sign-in/sign-in.routes').then((feature) => feature.signInRoutes),
  },
  {
    path: 'join',
    loadChildren: () => import('./sign-in/sign-in.routes').then((feature) => feature.joinRoutes),
  },
  {
    path: '',
    component: Shell,
    canActivate: [signedInOnly],
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'chat' },
      {
        path: 'chat',
        loadChildren: () => import('./chat/chat.routes').then((feature) => feature.chatRoutes),
      },
      {
        path: 'people',
        loadChildren: () => import('./people/people.routes').then((feature) => feature.peopleRoutes),
      },
      {
        path: 'admin',
        loadChildren: () => import('./admin/admin.routes').then((feature) => feature.adminRoutes),
      },
      {
        path: 'settings',
        loadChildren: () => import('./settings/settings.routes').then((feature) => feature.settingsRoutes),
      },
    ],
  },
  { path: '**', redirectTo: '' },
];
