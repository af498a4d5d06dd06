import { inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { loadPageTexts } from '../../core/graphql/document';
import { Session } from '../../core/session/session';
import { roomTexts } from '../page-texts';
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
    ...roomTexts,
  },
];
