import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import type { Permission } from '../../generated/graphql';
import type { IconName } from '../../generated/icons';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { ListItem } from '../ui/list-item/list-item';
import { ListPane } from '../ui/panes/list-pane';
import { Panes } from '../ui/panes/panes';
import { SheetHeader } from '../ui/panes/sheet-header';

interface Section {
  readonly path: string;
  readonly icon: IconName;
  readonly label: string;
  /** Any of these; empty for whoever is here. */
  readonly needs: readonly Permission[];
}

const sections: readonly Section[] = [
  { path: 'reports', icon: 'warning-octagon', label: 'admin.reports.title', needs: [] },
  { path: 'words', icon: 'text-aa', label: 'admin.words.title', needs: ['MODERATE_CHANNELS'] },
  {
    path: 'retention',
    icon: 'clock-counter-clockwise',
    label: 'admin.retention.title',
    needs: ['MANAGE_RETENTION'],
  },
  {
    path: 'file-activity',
    icon: 'list-magnifying-glass',
    label: 'admin.activity.title',
    needs: ['SEE_AUDIT', 'MANAGE_RETENTION'],
  },
  {
    path: 'meetings',
    icon: 'video-camera',
    label: 'admin.meetings.title',
    needs: ['SEE_AUDIT', 'MANAGE_RETENTION'],
  },
  { path: 'sharing', icon: 'share-network', label: 'admin.sharing.title', needs: ['MANAGE_ORGANIZATION'] },
  { path: 'holds', icon: 'lock-simple', label: 'admin.holds.title', needs: ['MANAGE_RETENTION'] },
];

/** The administration: what an organisation is governed by as a list, and the chosen part. */
@Component({
  selector: 'app-admin-page',
  imports: [Icon, ListItem, ListPane, Panes, RouterLink, RouterOutlet, SheetHeader, TranslocoPipe],
  templateUrl: './admin-page.html',
  styleUrl: './admin-page.scss',
})
export class AdminPage {
  private readonly router = inject(Router);
  private readonly permissions = inject(Session).permissions;

  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  protected readonly sections = computed(() =>
    sections.filter(({ needs }) => needs.length === 0 || needs.some((need) => this.permissions().has(need))),
  );
  private readonly named = computed(() => {
    const [path = ''] = this.url().split('?');
    return this.sections().find((section) => path.endsWith(`/${section.path}`));
  });
  protected readonly current = computed(() => this.named() ?? this.sections()[0]);
  protected readonly phonePane = computed(() => (this.named() ? 'sheet' : 'list'));

  protected backToList(): void {
    void this.router.navigateByUrl('/admin');
  }
}
