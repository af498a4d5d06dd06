import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { StageNotice } from '../stage/stage-notice';
import type { SealedCall } from './sealed-call';

/** Says that a call which was sealed would go on without, and lets the viewer decide: until then nothing of them is sent. */
@Component({
  selector: 'app-seal-lapse',
  imports: [StageNotice, TranslocoPipe],
  template: `
    @if (lapsed()) {
      <app-stage-notice
        urgent
        warns
        icon="lock-simple-open"
        [deed]="'meetings.seal.goOn' | transloco"
        (done)="goOn()"
      >
        {{ 'meetings.seal.lapsed.means' | transloco }}
      </app-stage-notice>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class SealLapse {
  readonly sealed = input.required<SealedCall | null>();

  protected readonly lapsed = computed(() => this.sealed()?.keys.state() === 'lapsed');

  protected goOn(): void {
    this.sealed()?.keys.goOnOpen();
  }
}
