import { Service, effect, inject, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Connection } from '../graphql/connection';
import { Session } from './session';

/** Takes people where their session stands: to the way in when it ended, back to work when the server is there again. */
@Service()
export class SessionWatch {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly router = inject(Router);

  start(): void {
    effect(() => {
      const ended = this.session.state() === 'signedOut';
      const url = untracked(() => this.router.url);
      if (ended && !/^\/(sign-in|join)/.test(url) && this.router.navigated) {
        const queryParams = this.session.end() === 'ended' ? { to: url } : {};
        void this.router.navigate(['/sign-in'], { queryParams });
      }
    });
    effect(() => {
      if (this.connection.state() === 'online' && this.session.state() === 'unreachable') {
        void this.session.start();
      }
    });
  }
}
