import { Overlay } from '@angular/cdk/overlay';
import { ComponentPortal } from '@angular/cdk/portal';
import { Injector, Service, inject } from '@angular/core';
import { Languages } from '../../core/i18n/i18n';
import { EmojiPicker } from '../../ui/emoji-picker/emoji-picker';

/** Opens the emoji picker beside something; the focus goes back to where it came from. */
@Service()
export class EmojiPopover {
  private readonly overlay = inject(Overlay);
  private readonly injector = inject(Injector);
  private readonly languages = inject(Languages);

  open(origin: HTMLElement, picked: (emoji: string) => void): void {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : origin;
    const around = this.overlay.position().flexibleConnectedTo(origin);
    const popover = this.overlay.create({
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
    const picker = popover.attach(new ComponentPortal(EmojiPicker, null, this.injector));
    picker.setInput('language', this.languages.current());
    const close = (): void => {
      popover.dispose();
      before.focus();
    };
    picker.instance.picked.subscribe((emoji) => {
      close();
      picked(emoji);
    });
    popover.backdropClick().subscribe(close);
    popover.keydownEvents().subscribe((event) => {
      if (event.key === 'Escape') close();
    });
  }
}
