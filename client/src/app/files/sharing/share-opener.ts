import { Service, inject } from '@angular/core';
import { Dialogs } from '../../ui/dialog/dialogs';

/** What is shared. */
export interface ShareData {
  readonly id: string;
  readonly name: string;
}

/** Opens what says who can see a file or folder, and changes it; it is loaded with the first. */
@Service()
export class ShareOpener {
  private readonly dialogs = inject(Dialogs);

  async open({ id, name }: ShareData): Promise<void> {
    const { ShareDialog } = await import('./share-dialog');
    this.dialogs.open(ShareDialog, { id, name });
  }
}
