import { Component, computed, input } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { recordingIn } from './room-recording';

/** Says before one comes into a room that it is being recorded, and that one will be asked. */
@Component({
  selector: 'app-recording-ahead',
  imports: [Icon, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  template: `
    @if (isRecorded()) {
      <p class="notice"><app-icon name="record" size="sm" />{{ 'recording.ahead' | transloco }}</p>
    }
  `,
  styles: `
    :host(:empty) {
      display: none;
    }

    .notice {
      display: flex;
      gap: var(--space-3);
      align-items: center;
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-md);
      background: var(--color-warning-soft);
      color: var(--color-on-warning-soft);
    }
  `,
})
export class RecordingAhead {
  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  private readonly room = recordingIn(this.meeting);
  protected readonly isRecorded = computed(() => this.room()?.activeRecording != null);
}
