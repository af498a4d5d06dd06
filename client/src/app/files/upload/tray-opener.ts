import { ApplicationRef, EnvironmentInjector, Service, createComponent, inject } from '@angular/core';
import { UploadTray } from './upload-tray';

/** Puts the tray beside all pages: files go on their way wherever one looks meanwhile. */
@Service()
export class TrayOpener {
  private readonly application = inject(ApplicationRef);
  private readonly environmentInjector = inject(EnvironmentInjector);
  private opened = false;

  open(): void {
    if (this.opened) return;
    this.opened = true;
    const tray = createComponent(UploadTray, { environmentInjector: this.environmentInjector });
    this.application.attachView(tray.hostView);
    document.body.append(tray.location.nativeElement as HTMLElement);
  }
}
