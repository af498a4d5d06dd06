import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { inputOf, momentOf } from '../../ui/moment-field/moment.rules';

/** Asks when what a file says begins, in a room that stays: closes with the moment, and without one where nobody says. */
@Component({
  selector: 'app-words-begin',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  providers: [provideTranslocoScope('records')],
  template: `
    <app-dialog-frame [heading]="'records.transcript.bring' | transloco">
      <app-field
        [label]="'records.transcript.begins' | transloco"
        [hint]="'records.transcript.beginsHint' | transloco"
      >
        <input
          appInput
          cdkFocusInitial
          type="datetime-local"
          [max]="latest"
          [value]="inputOf(moment())"
          (input)="moment.set(momentOf($any($event.target).value))"
        />
      </app-field>
      <app-dialog-deed
        dialogActions
        [disabled]="moment() === null"
        (pressed)="dialog.close(moment() ?? undefined)"
      >
        {{ 'records.transcript.bringDay' | transloco }}
      </app-dialog-deed>
    </app-dialog-frame>
  `,
})
export class WordsBegin {
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly moment = signal<string | null>(inject<string>(DIALOG_DATA));
  protected readonly latest = inputOf(new Date().toISOString());
  protected readonly inputOf = inputOf;
  protected readonly momentOf = momentOf;
}
