import { Service, inject } from '@angular/core';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { PreviewData } from './preview-dialog';

/** Shows files as large as the window; what shows them is loaded with the first. */
@Service()
export class PreviewOpener {
  private readonly dialogs = inject(Dialogs);

  async open(data: PreviewData): Promise<void> {
    const { PreviewDialog } = await import('./preview-dialog');
    this.dialogs.open(PreviewDialog, data, 'whole');
  }
}
