import { Component, computed, inject, input } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';
import { factsOf } from '../media/quality-facts.rules';
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
  protected readonly facts = computed(() => factsOf(this.measured(), this.texts.activeLang()));
}
