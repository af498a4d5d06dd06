import { DialogRef } from '@angular/cdk/dialog';
import { Directive, inject } from '@angular/core';

/** The id of the title of the dialog with an id: of several that are open, each is named by its own. */
export const titleIdOf = (dialogId: string): string => `${dialogId}-title`;

/** The title of a dialog, by which it is named. */
@Directive({ selector: '[appDialogTitle]', host: { '[id]': 'id' } })
export class DialogTitle {
  protected readonly id = titleIdOf(inject(DialogRef).id);
}
