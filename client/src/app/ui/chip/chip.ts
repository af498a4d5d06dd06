import { Component, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** What a chip says: nothing in particular, chosen, about somebody's hours, good, a warning, critical, or plain news. */
export type ChipTone = 'plain' | 'brand' | 'day' | 'ok' | 'warn' | 'critical' | 'info';

/** A word or two about the state of a thing. */
@Component({
  selector: 'app-chip',
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <app-icon size="xs" [name]="name" />
    }
    <ng-content />
  `,
  styleUrl: './chip.scss',
  host: { '[class]': 'tone()' },
})
export class Chip {
  readonly tone = input<ChipTone>('plain');
  readonly icon = input<IconName>();
}
