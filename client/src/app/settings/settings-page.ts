import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { ListItem } from '../ui/list-item/list-item';
import { ListPane } from '../ui/panes/list-pane';
import { Panes } from '../ui/panes/panes';
import { SheetHeader } from '../ui/panes/sheet-header';
import { SavedMark } from './saved-mark';
import { sectionsFor } from './sections';

/** The settings: their pages as a list, and the chosen one. */
@Component({
  selector: 'app-settings-page',
  imports: [Icon, ListItem, ListPane, Panes, RouterLink, RouterOutlet, SavedMark, SheetHeader, TranslocoPipe],
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.scss',
})
export class SettingsPage {
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  protected readonly sections = computed(() =>
    sectionsFor({
      guest: this.session.guest(),
      administrator: this.session.permissions().has('MANAGE_ORGANIZATION'),
    }),
  );
  /** The page that the address names; none on a phone's list. */
  private readonly named = computed(() =>
    this.sections().find(({ path }) => this.url().endsWith(`/${path}`)),
  );
  protected readonly current = computed(() => this.named() ?? this.sections()[0]);
  protected readonly phonePane = computed(() => (this.named() ? 'sheet' : 'list'));

  protected backToList(): void {
    void this.router.navigateByUrl('/settings');
  }
}
