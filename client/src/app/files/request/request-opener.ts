import { Service, inject } from '@angular/core';
import { Dialogs } from '../../ui/dialog/dialogs';

/** The folder into which others are to send files. */
export interface RequestData {
  readonly id: string;
  readonly name: string;
}

/** Opens what asks others for files; it is loaded with the first. */
@Service()
export class RequestOpener {
  private readonly dialogs = inject(Dialogs);

  async open({ id, name }: RequestData): Promise<void> {
    const { RequestDialog } = await import('./request-dialog');
    this.dialogs.open(RequestDialog, { id, name });
  }
}
