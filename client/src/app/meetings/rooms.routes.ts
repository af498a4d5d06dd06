import type { Routes } from '@angular/router';
import { textsOf } from './page-texts';
import { MeetingsPage } from './rooms/meetings-page';

const texts = textsOf('rooms', 'meetings', 'records', 'recording');

export const roomRoutes: Routes = [
  { path: '', component: MeetingsPage, title: 'shell.meetings', ...texts },
  {
    path: ':meetingId',
    loadComponent: () => import('./rooms/meeting-page').then(({ MeetingPage }) => MeetingPage),
    title: 'shell.meetings',
    ...texts,
  },
];
