import { DialogRef } from '@angular/cdk/dialog';
import { Component, booleanAttribute, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../button/button';

/** What stands at the foot of a dialog that does one thing: the way out, and the deed, named in the content. */
@Component({
  selector: 'app-dialog-deed',
  imports: [Button, TranslocoPipe],
  template: `
    <button appButton="quiet" type="button" (click)="dialog.close()">{{ 'ui.cancel' | transloco }}</button>
    <button
      appButton="primary"
      [type]="form() ? 'submit' : 'button'"
      [attr.form]="form()"
      [disabled]="disabled()"
      (click)="press()"
    >
      <ng-content />
    </button>
  `,
  styles: ':host { display: contents; }',
})
export class DialogDeed {
  protected readonly dialog = inject(DialogRef);

  /** Id of the form that it sends; without one it says that it was pressed. */
  readonly form = input<string>();
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly pressed = output();

  protected press(): void {
    if (!this.form()) this.pressed.emit();
  }
}
