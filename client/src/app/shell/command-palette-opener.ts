import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { Injector, Service, inject } from '@angular/core';

/** Opens the command palette, of which there is one; its code is read when it is first wanted. */
@Service()
export class CommandPaletteOpener {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async open(): Promise<void> {
    const { CommandPalette } = await import('./command-palette');
    if (this.dialog.getDialogById('command-palette')) return;
    const top = matchMedia('(width < 720px)').matches ? '0' : '12vh';
    this.dialog.open(CommandPalette, {
      id: 'command-palette',
      ariaLabelledBy: 'palette-label',
      ariaModal: true,
      panelClass: ['dialog', 'dialog-palette'],
      backdropClass: 'scrim',
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top(top),
      autoFocus: 'input',
      restoreFocus: true,
    });
  }
}
