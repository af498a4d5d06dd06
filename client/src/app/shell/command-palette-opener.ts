import { Injector, Service, inject } from '@angular/core';

/** Opens the command palette; its code, and that of dialogs, is read when it is first wanted. */
@Service()
export class CommandPaletteOpener {
  private readonly injector = inject(Injector);

  async open(): Promise<void> {
    const { openPalette } = await import('./open-palette');
    openPalette(this.injector);
  }
}
