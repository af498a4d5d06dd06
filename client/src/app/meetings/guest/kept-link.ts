import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from '../../core/session/session';

const KEPT = 'parley.meetingLink';

/** Keeps by which link a guest came, for as long as the window is open: it is the only way that they have. */
export function keepLink(token: string): void {
  sessionStorage.setItem(KEPT, token);
}

/** A guest of a meeting sees that meeting and nothing else: they are brought back to it from wherever they go. */
export const guestsStay: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  // Whoever opens an address is known only then to be a guest.
  if (session.state() === 'unknown') await session.start();
  const token = session.guest() ? sessionStorage.getItem(KEPT) : null;
  return token === null || router.createUrlTree(['/meet', token]);
};
