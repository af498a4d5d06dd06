import { Component, booleanAttribute, input } from '@angular/core';

/**
 * A row of a list: `[lead]` an icon or a face, the name, `[end]` the one thing that matters most.
 * Used on a native link or button, so that it is reached and pressed as one.
 */
@Component({
  selector: 'a[appListItem], button[appListItem]',
  template: `
    <span class="lead"><ng-content select="[lead]" /></span>
    <span class="name"
      ><bdi><ng-content /></bdi
    ></span>
    <span class="end"><ng-content select="[end]" /></span>
  `,
  styleUrl: './list-item.scss',
  host: {
    '[class.selected]': 'selected()',
    '[class.unread]': 'unread()',
    '[class.muted]': 'muted()',
    '[attr.aria-current]': 'selected() ? "page" : null',
  },
})
export class ListItem {
  readonly selected = input(false, { transform: booleanAttribute });
  readonly unread = input(false, { transform: booleanAttribute });
  readonly muted = input(false, { transform: booleanAttribute });
}
