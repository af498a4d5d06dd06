import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, type ElementRef, afterNextRender, inject, signal, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';

/** What is named, and what keeps the name; it throws what stands against it. */
export interface NameDialogData {
  readonly title: string;
  readonly confirm: string;
  readonly value: string;
  /** How many characters from the start are chosen, to be typed over. */
  readonly chosen: number;
  readonly keep: (name: string) => Promise<void>;
}

/** Asks for the name of a file or folder; what the server says against it stands below the field. */
@Component({
  selector: 'app-name-dialog',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="data.title">
      <form id="name-form" novalidate (submit)="$event.preventDefault(); keep()">
        <app-field [label]="'files.name' | transloco" [error]="error()">
          <input #name appInput dir="auto" autocomplete="off" maxlength="255" [value]="data.value" />
        </app-field>
      </form>
      <app-dialog-deed dialogActions form="name-form" [disabled]="busy()">{{ data.confirm }}</app-dialog-deed>
    </app-dialog-frame>
  `,
})
export class NameDialog {
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly data = inject<NameDialogData>(DIALOG_DATA);
  private readonly dialog = inject(DialogRef);

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('name');
  protected readonly error = signal<string | null>(null);
  protected readonly busy = signal(false);

  constructor() {
    afterNextRender(() => {
      // After the dialog itself has moved the focus.
      requestAnimationFrame(() => {
        const { nativeElement } = this.field();
        nativeElement.focus();
        nativeElement.setSelectionRange(0, this.data.chosen);
      });
    });
  }

  protected async keep(): Promise<void> {
    const name = this.field().nativeElement.value.trim();
    if (name === '') {
      this.error.set(this.texts.translate('error.required'));
      return;
    }
    this.busy.set(true);
    try {
      await this.data.keep(name);
      this.dialog.close();
    } catch (error) {
      // Refused, or the network is away: it stands below the field, and what was typed stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
