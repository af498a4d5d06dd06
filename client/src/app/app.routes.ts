import type { Routes } from '@angular/router';
import { signedInOnly, signedOutOnly } from './core/session/guards';
import { guestsStay } from './meetings/guest/kept-link';

const shell = () => import('./shell/shell').then(({ Shell }) => Shell);

/** Begins to load the frame while the session is renewed; the router itself would wait for that first. */
const shellAhead = (): true => {
  // Whoever needs it asks again, and is told what went wrong.
  shell().catch(() => undefined);
  return true;
};

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
    path: 'l',
    loadChildren: () => import('./files/link/link.routes').then((feature) => feature.linkRoutes),
  },
  {
    path: 'r',
    loadChildren: () => import('./files/request/send.routes').then((feature) => feature.sendRoutes),
  },
  {
    path: 'meet',
    loadChildren: () => import('./meetings/guest/meet.routes').then((feature) => feature.meetRoutes),
  },
  {
    path: '',
    loadComponent: shell,
    canActivate: [shellAhead, signedInOnly, guestsStay],
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'chat' },
      {
        path: 'chat',
        loadChildren: () => import('./chat/chat.routes').then((feature) => feature.chatRoutes),
      },
      {
        path: 'meetings',
        loadChildren: () => import('./meetings/rooms.routes').then((feature) => feature.roomRoutes),
      },
      {
        path: 'calls',
        loadChildren: () => import('./meetings/meetings.routes').then((feature) => feature.meetingsRoutes),
      },
      {
        path: 'files',
        loadChildren: () => import('./files/files.routes').then((feature) => feature.filesRoutes),
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
