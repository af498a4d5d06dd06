import { Component, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** Nothing here yet: one friendly sentence and at most one soft button, which is what stands inside. */
@Component({
  selector: 'app-empty-state',
  imports: [Icon],
  template: `
    <app-icon class="picture" size="lg" [name]="icon()" />
    <p class="sentence">{{ text() }}</p>
    <ng-content />
  `,
  styleUrl: './empty-state.scss',
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly text = input.required<string>();
}
