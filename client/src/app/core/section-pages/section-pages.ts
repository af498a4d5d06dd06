import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import type { IconName } from '../../../generated/icons';
import { Icon } from '../../ui/icon/icon';
import { ListItem } from '../../ui/list-item/list-item';
import { ListPane } from '../../ui/panes/list-pane';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';

/** One page of several that belong together. */
export interface Section {
  /** The last part of its address. */
  readonly path: string;
  readonly icon: IconName;
  /** The key of its name in the language files. */
  readonly label: string;
}

/** Pages that belong together: their names as a list, and the one that the address names; `[headerEnd]` stands at its head. */
@Component({
  selector: 'app-section-pages',
  imports: [Icon, ListItem, ListPane, Panes, RouterLink, RouterOutlet, SheetHeader, TranslocoPipe],
  templateUrl: './section-pages.html',
  styleUrl: './section-pages.scss',
})
export class SectionPages {
  private readonly router = inject(Router);

  /** The key of what they are together. */
  readonly heading = input.required<string>();
  /** The address that their paths stand behind. */
  readonly base = input.required<string>();
  readonly sections = input.required<readonly Section[]>();

  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** The page that the address names; none on a phone's list. */
  private readonly named = computed(() => {
    const [path = ''] = this.url().split('?');
    return this.sections().find((section) => path.endsWith(`/${section.path}`));
  });
  protected readonly current = computed(() => this.named() ?? this.sections()[0]);
  protected readonly phonePane = computed(() => (this.named() ? 'sheet' : 'list'));

  protected backToList(): void {
    void this.router.navigateByUrl(this.base());
  }
}
