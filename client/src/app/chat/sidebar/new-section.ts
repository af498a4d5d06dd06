import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';

/** Asks for the name of a heading; closes with it. */
@Component({
  selector: 'app-new-section',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.place.newSection' | transloco">
      <form id="new-section" (submit)="$event.preventDefault(); make()">
        <app-field [label]="'chat.place.name' | transloco">
          <input
            appInput
            dir="auto"
            autocomplete="off"
            maxlength="40"
            [value]="name()"
            (input)="write($event)"
          />
        </app-field>
      </form>
      <app-dialog-deed dialogActions form="new-section" [disabled]="name().trim() === ''">{{
        'chat.place.make' | transloco
      }}</app-dialog-deed>
    </app-dialog-frame>
  `,
})
export class NewSection {
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly name = signal('');

  protected write({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.name.set(target.value);
  }

  protected make(): void {
    const name = this.name().trim();
    if (name !== '') this.dialog.close(name);
  }
}
