import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { markOf, wayToRecord } from './recording.rules';
import { recordingIn } from './room-recording';
import type { StartData } from './start-recording';

/** That a room is recorded, where nobody overlooks it, with everything about it behind; and the way to begin. */
@Component({
  selector: 'app-recording-mark',
  imports: [Icon, PluralPipe, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  template: `
    <span role="status">
      @if (recording(); as active) {
        <button class="mark" type="button" [class.asks]="word() === 'asking'" (click)="about()">
          <span class="dot"></span>
          <span class="word">
            @switch (word()) {
              @case ('asking') {
                {{ 'recording.mark.asking' | plural: active.waitingForCount }}
              }
              @case ('partly') {
                {{ 'recording.mark.partly' | plural: active.excluded.length }}
              }
              @default {
                {{ 'recording.mark.' + word() | transloco }}
              }
            }
          </span>
        </button>
      }
    </span>
    @if (way()?.may) {
      <button
        class="start"
        type="button"
        [attr.aria-label]="'recording.start.open' | transloco"
        [attr.title]="'recording.start.open' | transloco"
        (click)="start()"
      >
        <app-icon name="record" />
      </button>
    }
  `,
  styleUrl: './recording-mark.scss',
})
export class RecordingMark {
  private readonly dialogs = inject(Dialogs);

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly room = recordingIn(this.meeting);
  protected readonly recording = computed(() => this.room()?.activeRecording ?? null);
  protected readonly word = computed(() => {
    const recording = this.recording();
    return recording ? markOf(recording, recording.viewerConsent?.state ?? null) : 'running';
  });
  protected readonly way = computed(() => {
    const room = this.room();
    return room ? wayToRecord(room) : null;
  });

  protected async about(): Promise<void> {
    const { RecordingDialog } = await import('./recording-dialog');
    this.dialogs.open(RecordingDialog, this.recording);
  }

  protected async start(): Promise<void> {
    const { StartRecording } = await import('./start-recording');
    const because = this.way()?.because ?? null;
    const data: StartData = { meetingId: this.meeting(), because };
    this.dialogs.open(StartRecording, data, 'question');
  }
}
