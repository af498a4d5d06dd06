import { Component, booleanAttribute, effect, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../icon/icon';

/** A button that is only an icon: its label is its name and its tooltip, with the key that does the same. */
@Component({
  selector: 'button[appIconButton], a[appIconButton]',
  imports: [Icon],
  template: `<app-icon [name]="icon()" [size]="small() ? 'sm' : 'md'" />`,
  styleUrl: './icon-button.scss',
  hostDirectives: [MatTooltip],
  host: {
    '[attr.aria-label]': 'label()',
    '[attr.aria-keyshortcuts]': 'keys() || null',
    '[class.small]': 'small()',
    '[class.filled]': 'filled()',
  },
})
export class IconButton {
  readonly icon = input.required<IconName>();
  readonly label = input.required<string>();
  /** The key that does the same, as `aria-keyshortcuts` writes it; shown behind the label. */
  readonly keys = input<string>('');
  readonly small = input(false, { transform: booleanAttribute });
  readonly filled = input(false, { transform: booleanAttribute });

  constructor() {
    const tooltip = inject(MatTooltip);
    effect(() => {
      const keys = this.keys();
      tooltip.message = keys ? `${this.label()} (${keys.replaceAll('Control', 'Ctrl')})` : this.label();
    });
  }
}
