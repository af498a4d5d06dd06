import { EnvironmentInjector, Service, effect, inject, untracked } from '@angular/core';
import { Uploads } from '../../core/files/uploads';
import { Session } from '../../core/session/session';
import { UPLOADS } from './upload-store-name';

/**
 * Takes up what a reload or the end of the browser interrupted, on whatever page somebody comes back to, and shows what
 * goes with messages beside all pages.
 */
@Service()
export class InterruptedUploads {
  private readonly injector = inject(EnvironmentInjector);
  private readonly session = inject(Session);
  private readonly uploads = inject(Uploads);

  constructor() {
    effect(() => {
      if (this.session.viewer()) untracked(() => void this.takeUp());
    });
    effect(() => {
      if (this.uploads.rows().length > 0) untracked(() => void this.show());
    });
  }

  /** Who never uploaded anything here has nothing to wait for, and loads nothing. */
  private async takeUp(): Promise<void> {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === UPLOADS)) return;
    const { UploadDoor } = await import('./upload-door');
    this.injector.get(UploadDoor).open();
  }

  private async show(): Promise<void> {
    const { TrayOpener } = await import('./tray-opener');
    this.injector.get(TrayOpener).open();
  }
}
