import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import type { LocalMedia } from '../media/local-media';
import { soundLevel } from '../media/sound-level';

const BARS = 12;

/** How well one is heard, in bars and in words. */
@Component({
  selector: 'app-level-meter',
  imports: [Icon, TranslocoPipe],
  template: `
    <app-icon name="microphone" size="sm" />
    <span class="bars" aria-hidden="true">
      @for (bar of bars; track bar) {
        <span class="bar" [class.lit]="level() >= bar"></span>
      }
    </span>
    <span role="status">{{ 'meetings.devices.heard.' + heard() | transloco }}</span>
  `,
  styleUrl: './level-meter.scss',
})
export class LevelMeter {
  readonly media = input.required<LocalMedia>();

  protected readonly bars = Array.from({ length: BARS }, (_, at) => (at + 0.5) / BARS);
  protected readonly level = soundLevel(computed(() => this.media().microphone()));
  protected readonly heard = computed(() => {
    if (!this.media().speaks()) return 'muted';
    return this.level() > 0.05 ? 'well' : 'nothing';
  });
}
