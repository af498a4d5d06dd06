import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Button } from '../../ui/button/button';
import { RecordingDeeds } from './recording-deeds';

/** What is to be recorded. */
export interface StartData {
  readonly meetingId: string;
  /** Why nothing can be recorded here; null where it can. */
  readonly because: string | null;
  /** Whom one talks to, where it is a call of two. */
  readonly other?: string;
}

/** Says what a recording is and who is asked, before anybody is; or why there can be none. */
@Component({
  selector: 'app-start-recording',
  imports: [Button, DialogDeed, DialogFrame, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  template: `
    <app-dialog-frame [heading]="heading() | transloco">
      @if (data.because === null) {
        <ul class="points">
          @if (data.other; as name) {
            <li>{{ 'recording.start.call.asked' | transloco: { name } }}</li>
            <li>{{ 'recording.start.call.way' | transloco }}</li>
          } @else {
            <li>{{ 'recording.start.asked' | transloco }}</li>
          }
          <li>{{ 'recording.start.yours' | transloco }}</li>
          <li>{{ 'recording.start.film' | transloco }}</li>
        </ul>
      } @else {
        <p>{{ data.because || ('recording.start.cannot' | transloco) }}</p>
      }
      <ng-container dialogActions>
        @if (data.because === null) {
          <app-dialog-deed [disabled]="starting()" (pressed)="start()">
            @if (data.other; as name) {
              {{ 'recording.start.call.confirm' | transloco: { name } }}
            } @else {
              {{ 'recording.start.confirm' | transloco }}
            }
          </app-dialog-deed>
        } @else {
          <button appButton="primary" type="button" (click)="dialog.close()">
            {{ 'ui.close' | transloco }}
          </button>
        }
      </ng-container>
    </app-dialog-frame>
  `,
  styleUrl: './recording-words.scss',
})
export class StartRecording {
  private readonly deeds = inject(RecordingDeeds);
  protected readonly dialog = inject(DialogRef);
  protected readonly data = inject<StartData>(DIALOG_DATA);
  protected readonly starting = signal(false);

  protected heading(): string {
    if (this.data.other === undefined) return 'recording.start.title';
    return `recording.start.call.${this.data.because === null ? 'title' : 'cannot'}`;
  }

  protected async start(): Promise<void> {
    this.starting.set(true);
    if (await this.deeds.start(this.data.meetingId)) this.dialog.close();
    this.starting.set(false);
  }
}
