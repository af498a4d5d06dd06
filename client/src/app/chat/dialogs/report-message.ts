import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ReportMessageDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';

/** Says to those who keep order what is wrong with a message. */
@Component({
  selector: 'app-report-message',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.report.title' | transloco">
      <form class="form" id="report-message" (submit)="$event.preventDefault(); send()">
        <p>{{ 'chat.report.text' | transloco }}</p>
        <app-field [label]="'chat.report.reason' | transloco">
          <textarea
            appInput
            rows="3"
            dir="auto"
            maxlength="500"
            [value]="reason()"
            (input)="reason.set($any($event.target).value)"
          ></textarea>
        </app-field>
      </form>
      <app-dialog-deed dialogActions form="report-message" [disabled]="reason().trim() === ''">{{
        'chat.report.send' | transloco
      }}</app-dialog-deed>
    </app-dialog-frame>
  `,
  styleUrl: './report-message.scss',
})
export class ReportMessage {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly messageId = inject<string>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  protected readonly reason = signal('');

  protected async send(): Promise<void> {
    const input = { messageId: this.messageId, reason: this.reason(), key: crypto.randomUUID() };
    try {
      await change(this.apollo, ReportMessageDocument, { input });
      this.toasts.done(this.texts.translate('chat.report.done'));
      this.dialog.close();
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
  }
}
