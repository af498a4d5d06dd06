import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { PageParts } from './core/offline/page-parts';
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
  protected readonly parts = inject(PageParts);

  constructor() {
    inject(SessionWatch).start();
  }
}
