import { Overlay, type OverlayRef } from '@angular/cdk/overlay';
import { ComponentPortal } from '@angular/cdk/portal';
import { Injector, Service, effect, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Languages } from '../../core/i18n/i18n';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmojiPicker } from '../../ui/emoji-picker/emoji-picker';
import { CustomEmojis } from './custom-emojis';

/** Opens the emoji picker beside something; the focus goes back to where it came from. */
@Service()
export class EmojiPopover {
  private readonly overlay = inject(Overlay);
  private readonly injector = inject(Injector);
  private readonly languages = inject(Languages);
  private readonly emojis = inject(CustomEmojis);
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);

  open(origin: HTMLElement, picked: (emoji: string) => void): void {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : origin;
    const popover = this.popoverAt(origin);
    const picker = popover.attach(new ComponentPortal(EmojiPicker, null, this.injector));
    picker.setInput('language', this.languages.current());
    picker.setInput('manageLabel', this.texts.translate('chat.emoji.manage'));
    this.emojis.ask();
    const shown = effect(
      () => {
        const own = [...this.emojis.addresses()].map(([name, url]) => ({ name, url }));
        picker.setInput('own', own);
      },
      { injector: this.injector },
    );
    const close = (): void => {
      shown.destroy();
      popover.dispose();
      before.focus();
    };
    picker.instance.picked.subscribe((emoji) => {
      close();
      picked(emoji);
    });
    picker.instance.managing.subscribe(() => {
      close();
      void this.manage();
    });
    popover.backdropClick().subscribe(close);
    popover.keydownEvents().subscribe((event) => {
      if (event.key === 'Escape') close();
    });
  }

  private popoverAt(origin: HTMLElement): OverlayRef {
    const around = this.overlay.position().flexibleConnectedTo(origin);
    return this.overlay.create({
      hasBackdrop: true,
      backdropClass: 'cdk-overlay-transparent-backdrop',
      scrollStrategy: this.overlay.scrollStrategies.close(),
      positionStrategy: around
        .withPush(true)
        .withViewportMargin(8)
        .withPositions([
          { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
          { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 },
          { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
        ]),
    });
  }

  private async manage(): Promise<void> {
    const { ManageEmoji } = await import('./manage-emoji');
    this.dialogs.open(ManageEmoji);
  }
}
