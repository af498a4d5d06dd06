import type { Routes } from '@angular/router';
import { CallsPage } from './history/calls-page';
import { roomTexts, textsOf } from './page-texts';

const texts = textsOf('meetings', 'records');

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
