import { Component, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** The one line above the box: what to know before sending. */
@Component({
  selector: 'app-composer-hint',
  imports: [Icon],
  template: `
    <app-icon size="sm" [name]="icon()" />
    <span class="words" dir="auto"><ng-content /></span>
    <span class="end"><ng-content select="[end]" /></span>
  `,
  styleUrl: './composer-hint.scss',
  host: { '[class]': '"hint hint-" + tone()' },
})
export class ComposerHint {
  readonly icon = input.required<IconName>();
  readonly tone = input<'day' | 'warning' | 'plain'>('plain');
}
