import { Component, booleanAttribute, effect, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** A pointer on its way elsewhere asks for no name; what was pressed is known. */
const TOOLTIP_AFTER_MS = 500;

/** A button that is only an icon: its label is its name and its tooltip, with the key that does the same. */
@Component({
  selector: 'button[appIconButton], a[appIconButton]',
  imports: [Icon],
  template: `<app-icon [name]="icon()" [size]="small() ? 'sm' : 'md'" />`,
  styleUrl: './icon-button.scss',
  // Where its name is shown: below it, unless `tip` says `before` or `after`, for instance beside words.
  hostDirectives: [{ directive: MatTooltip, inputs: ['matTooltipPosition: tip'] }],
  host: {
    '[attr.aria-label]': 'label()',
    '[attr.aria-keyshortcuts]': 'keys() || null',
    '[class.small]': 'small()',
    '[class.filled]': 'filled()',
    '(click)': 'tooltip.hide(0)',
  },
})
export class IconButton {
  readonly icon = input.required<IconName>();
  readonly label = input.required<string>();
  /** The key that does the same, as `aria-keyshortcuts` writes it; shown behind the label. */
  readonly keys = input<string>('');
  readonly small = input(false, { transform: booleanAttribute });
  readonly filled = input(false, { transform: booleanAttribute });

  protected readonly tooltip = inject(MatTooltip);

  constructor() {
    this.tooltip.showDelay = TOOLTIP_AFTER_MS;
    effect(() => {
      const keys = this.keys();
      this.tooltip.message = keys ? `${this.label()} (${keys.replaceAll('Control', 'Ctrl')})` : this.label();
    });
  }
}
