import { inject } from '@angular/core';
import type { Route } from '@angular/router';
import { Session } from '../../core/session/session';
import { strangerRoute } from '../link/stranger-route';
import { SendPage } from './send-page';

/** Who is signed in sends under their own name. */
async function whoIsHere(): Promise<void> {
  const session = inject(Session);
  if (session.state() === 'unknown') await session.start();
}

export const sendRoutes: Route[] = [strangerRoute(SendPage, 'request.title', whoIsHere)];
