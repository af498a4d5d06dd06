import {
  ApplicationRef,
  EnvironmentInjector,
  Service,
  createComponent,
  effect,
  inject,
  untracked,
} from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Languages } from '../../core/i18n/i18n';
import { UploadTray } from './upload-tray';

/** Puts the tray beside all pages: files go on their way wherever one looks meanwhile. */
@Service()
export class TrayOpener {
  private readonly application = inject(ApplicationRef);
  private readonly environmentInjector = inject(EnvironmentInjector);
  private readonly languages = inject(Languages);
  private readonly texts = inject(TranslocoService);
  private opened = false;

  constructor() {
    effect(() => {
      const language = this.languages.current();
      untracked(() => void this.speak(language));
    });
  }

  open(): void {
    if (this.opened) return;
    this.opened = true;
    void this.attach();
  }

  private async attach(): Promise<void> {
    await this.speak(this.languages.current());
    const tray = createComponent(UploadTray, { environmentInjector: this.environmentInjector });
    this.application.attachView(tray.hostView);
    document.body.append(tray.location.nativeElement as HTMLElement);
  }

  /** On other pages than that of files its words are not there yet. */
  private async speak(language: string): Promise<void> {
    await firstValueFrom(this.texts.load(`files/${language}`));
  }
}
