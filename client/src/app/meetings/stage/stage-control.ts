import { Component, booleanAttribute, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';

/** A control of a call: an icon over its word, large enough for a thumb; `keys` names the key that does the same. */
@Component({
  selector: 'button[appStageControl]',
  imports: [Icon],
  template: `<app-icon [name]="icon()" /><span class="word"><ng-content /></span>`,
  styleUrl: './stage-control.scss',
  host: {
    '[attr.aria-keyshortcuts]': 'keys() || null',
    '[attr.title]': 'keys() || null',
    '[class.on]': 'on()',
    '[class.danger]': 'danger()',
  },
})
export class StageControl {
  readonly icon = input.required<IconName>();
  readonly keys = input('');
  readonly on = input(false, { transform: booleanAttribute });
  readonly danger = input(false, { transform: booleanAttribute });
}
