import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Badge } from '../../ui/badge/badge';
import { Icon } from '../../ui/icon/icon';
import { ListItem } from '../../ui/list-item/list-item';
import { chatPages } from './pages';

/** The pages above the conversations, each with how much waits there. */
@Component({
  selector: 'app-page-list',
  imports: [Badge, Icon, ListItem, RouterLink, TranslocoPipe],
  template: `
    @if (entries().length > 0) {
      <nav [attr.aria-label]="'chat.pages' | transloco">
        <ul>
          @for (entry of entries(); track entry.page.path) {
            <li>
              <a
                appListItem
                [routerLink]="['/chat', entry.page.path]"
                [selected]="entry.page.path === openPath()"
                [unread]="entry.waits"
              >
                <app-icon lead size="sm" [name]="entry.page.icon" />
                {{ entry.page.label | transloco }}
                <ng-container end>
                  @if (entry.waits) {
                    <app-badge [count]="entry.count" />
                  } @else if (entry.count > 0) {
                    {{ entry.count }}
                  }
                </ng-container>
              </a>
            </li>
          }
        </ul>
      </nav>
    }
  `,
})
export class PageList {
  readonly openPath = input<string | null>(null);

  private readonly listed = chatPages
    .filter(({ listed }) => listed)
    .map((page) => ({ page, count: page.count?.() }));
  protected readonly entries = computed(() =>
    this.listed
      .map(({ page, count }) => {
        const many = count?.() ?? 0;
        return { page, count: many, waits: page.mark === 'badge' && many > 0 };
      })
      .filter(({ page, count }) => !page.onlyIfAny || count > 0 || page.path === this.openPath()),
  );
}
