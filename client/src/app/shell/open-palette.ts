import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import type { Injector } from '@angular/core';
import { CommandPalette } from './command-palette';

/** Opens the command palette, of which there is one. */
export function openPalette(injector: Injector): void {
  const dialog = injector.get(Dialog);
  if (dialog.getDialogById('command-palette')) return;
  const top = matchMedia('(width < 720px)').matches ? '0' : '12vh';
  dialog.open(CommandPalette, {
    id: 'command-palette',
    ariaLabelledBy: 'palette-label',
    ariaModal: true,
    panelClass: ['dialog', 'dialog-palette'],
    backdropClass: 'scrim',
    positionStrategy: createGlobalPositionStrategy(injector).centerHorizontally().top(top),
    autoFocus: 'input',
    restoreFocus: true,
  });
}
