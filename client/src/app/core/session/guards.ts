import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { loadPageTexts } from '../graphql/document';
import { Session } from './session';
import { WayOn } from './way-on';

/** Lets in whoever is signed in; others sign in first and then come back here. */
export const signedInOnly: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  const texts = loadPageTexts();
  if (session.state() === 'unknown') await session.start();
  await texts;
  if (session.state() !== 'signedOut') return true;
  const queryParams = state.url === '/' ? {} : { to: state.url };
  return router.createUrlTree(['/sign-in'], { queryParams });
};

/** The way in is for those who are not in yet; others go on to where they were on their way to. */
export const signedOutOnly: CanActivateFn = async (route) => {
  const session = inject(Session);
  const wayOn = inject(WayOn);
  if (session.state() === 'unknown') await session.start();
  return session.signedIn() ? wayOn.treeOf(route.queryParamMap.get('to')) : true;
};
