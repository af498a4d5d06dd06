import { Component, computed, inject, input } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';
import { type Measured, type QualityLevel, levelOf } from '../media/quality.rules';

const ICONS: Readonly<Record<QualityLevel, IconName>> = {
  good: 'cell-signal-full',
  fair: 'cell-signal-medium',
  poor: 'cell-signal-low',
};

/** How the connection is, in a word, with what was measured behind it. */
@Component({
  selector: 'app-call-quality',
  imports: [Icon, MatMenuModule, TranslocoPipe],
  templateUrl: './call-quality.html',
  styleUrl: './call-quality.scss',
})
export class CallQuality {
  private readonly texts = inject(TranslocoService);
  readonly measured = input.required<Measured>();

  protected readonly level = computed(() => levelOf(this.measured()));
  protected readonly icon = computed(() => ICONS[this.level()]);
  protected readonly facts = computed(() => {
    const { roundTripMs, jitterMs, lossRatio, bitrateKbps } = this.measured();
    const language = this.texts.activeLang();
    const unit = (value: number, name: string): string =>
      new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    return [
      { key: 'roundTrip', value: unit(roundTripMs, 'millisecond') },
      { key: 'jitter', value: unit(jitterMs, 'millisecond') },
      { key: 'loss', value: percent.format(lossRatio) },
      { key: 'bitrate', value: unit(bitrateKbps, 'kilobit-per-second') },
    ];
  });
}
