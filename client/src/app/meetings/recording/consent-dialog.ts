import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, type Signal, inject, signal } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { ClockPipe } from '../../ui/time/time-pipes';
import type { ActiveRecording } from './recording.rules';
import { RecordingDeeds } from './recording-deeds';

/** What somebody is asked about. */
export interface ConsentAsked {
  readonly recording: Signal<ActiveRecording | null>;
  /** Whether it is a call of two that became a room, or one that grew. */
  readonly isCall: boolean;
}

/** Asks somebody whether they may be recorded. It goes with an answer, and with nothing else. */
@Component({
  selector: 'app-consent-dialog',
  imports: [Button, ClockPipe, DialogFrame, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  template: `
    <app-dialog-frame withoutClose [heading]="'recording.consent.title' | transloco">
      @if (recording(); as asked) {
        <p>
          {{
            (isCall ? 'recording.consent.asksCall' : 'recording.consent.asks')
              | transloco: { name: asked.startedBy?.displayName ?? '' }
          }}
        </p>
        <ul class="points">
          <li>{{ 'recording.consent.yes' | transloco }}</li>
          <li>{{ (isCall ? 'recording.consent.noCall' : 'recording.consent.no') | transloco }}</li>
          <li>{{ 'recording.consent.back' | transloco }}</li>
        </ul>
        @if (asked.viewerConsent; as own) {
          <p class="quiet">
            {{ 'recording.consent.silence' | transloco: { time: (own.asksUntil | clock) } }}
          </p>
        }
      }
      <ng-container dialogActions>
        <button appButton="line" type="button" [disabled]="answering()" (click)="answer(false)">
          {{ 'recording.consent.decline' | transloco }}
        </button>
        <button appButton="primary" type="button" [disabled]="answering()" (click)="answer(true)">
          {{ 'recording.consent.agree' | transloco }}
        </button>
      </ng-container>
    </app-dialog-frame>
  `,
  styleUrl: './recording-words.scss',
})
export class ConsentDialog {
  private readonly deeds = inject(RecordingDeeds);
  private readonly about = inject<ConsentAsked>(DIALOG_DATA);
  protected readonly recording = this.about.recording;
  protected readonly isCall = this.about.isCall;
  protected readonly answering = signal(false);

  protected async answer(give: boolean): Promise<void> {
    const consentId = this.recording()?.viewerConsent?.id;
    if (!consentId) return;
    this.answering.set(true);
    await this.deeds.answer(consentId, give);
    this.answering.set(false);
  }
}
