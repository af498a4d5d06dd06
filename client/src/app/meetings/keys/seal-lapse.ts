import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import type { SealedCall } from './sealed-call';

/** Says that a call which was sealed would go on without, and lets the viewer decide: until then nothing of them is sent. */
@Component({
  selector: 'app-seal-lapse',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (lapsed()) {
      <p class="notice" role="alert">
        <app-icon name="lock-simple-open" size="sm" />
        <span class="words">{{ 'meetings.seal.lapsed.means' | transloco }}</span>
        <button class="again" type="button" (click)="goOn()">
          {{ 'meetings.seal.goOn' | transloco }}
        </button>
      </p>
    }
  `,
  styleUrl: '../stage/stage-notices.scss',
})
export class SealLapse {
  readonly sealed = input.required<SealedCall | null>();

  protected readonly lapsed = computed(() => this.sealed()?.keys.state() === 'lapsed');

  protected goOn(): void {
    this.sealed()?.keys.goOnOpen();
  }
}
