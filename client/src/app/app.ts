import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from './core/session/session';
import { SessionWatch } from './core/session/session-watch';
import { Toast } from './core/toast/toast';
import { ErrorState } from './ui/error-state/error-state';

/** The whole window. */
@Component({
  selector: 'app-root',
  imports: [ErrorState, RouterOutlet, Toast, TranslocoPipe],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly session = inject(Session);

  constructor() {
    inject(SessionWatch).start();
  }
}
