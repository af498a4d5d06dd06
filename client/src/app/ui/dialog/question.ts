import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../button/button';
import { DialogFrame } from './dialog-frame';

/** What is asked, and what the button that does it says. */
export interface QuestionData {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly danger: boolean;
}

/** Asks one question, with the deed named on its button. */
@Component({
  selector: 'app-question',
  imports: [Button, DialogFrame, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="data.title">
      <p>{{ data.text }}</p>
      <ng-container dialogActions>
        <button appButton="quiet" type="button" (click)="dialog.close(false)">
          {{ 'ui.cancel' | transloco }}
        </button>
        <button type="button" [appButton]="data.danger ? 'danger' : 'primary'" (click)="dialog.close(true)">
          {{ data.confirm }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
})
export class Question {
  protected readonly data = inject<QuestionData>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<boolean>>(DialogRef);
}
