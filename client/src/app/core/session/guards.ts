import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from './session';

/** Lets in whoever is signed in; others sign in first and then come back here. */
export const signedInOnly: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  if (session.state() === 'unknown') await session.start();
  if (session.state() !== 'signedOut') return true;
  const queryParams = state.url === '/' ? {} : { to: state.url };
  return router.createUrlTree(['/sign-in'], { queryParams });
};

/** The way in is for those who are not in yet. */
export const signedOutOnly: CanActivateFn = async () => {
  const session = inject(Session);
  const router = inject(Router);
  if (session.state() === 'unknown') await session.start();
  return session.signedIn() ? router.createUrlTree(['/chat']) : true;
};
