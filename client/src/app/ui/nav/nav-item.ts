import { Component, booleanAttribute, computed, input } from '@angular/core';
import type { IconName } from '../../../generated/icons';
import { Badge } from '../badge/badge';
import { Icon } from '../icon/icon';

/** A place to go, in the rail or in the bar at the foot of a phone: `<a appNavItem …>`. */
@Component({
  selector: 'a[appNavItem]',
  imports: [Badge, Icon],
  templateUrl: './nav-item.html',
  styleUrl: './nav-item.scss',
  host: {
    '[class.selected]': 'selected()',
    '[class.in-bar]': 'inBar()',
    '[attr.aria-current]': 'selected() ? "page" : null',
  },
})
export class NavItem {
  readonly icon = input.required<IconName>();
  readonly iconSelected = input.required<IconName>();
  readonly label = input.required<string>();
  readonly selected = input(false, { transform: booleanAttribute });
  readonly inBar = input(false, { transform: booleanAttribute });
  readonly count = input(0);
  /** What the count counts, in words. */
  readonly countLabel = input('');
  protected readonly shown = computed(() => (this.selected() ? this.iconSelected() : this.icon()));
}
