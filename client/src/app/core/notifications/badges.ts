import { DOCUMENT, Service, computed, effect, inject } from '@angular/core';
import { PageTitle } from '../i18n/page-title';
import { Sidebar } from '../sidebar/sidebar.store';
import { Clock } from '../../ui/time/clock';
import { badgeOf } from './notify.rules';

/** What waits for the viewer, told where they look when they are elsewhere: the title, the tab's icon, the app's icon. */
@Service()
export class Badges {
  private readonly document = inject(DOCUMENT);
  private readonly title = inject(PageTitle);
  private readonly sidebar = inject(Sidebar);
  private readonly clock = inject(Clock);

  readonly waiting = computed(() => badgeOf(this.sidebar.entries(), this.clock.now()), {
    equal: (a, b) => a.count === b.count && a.any === b.any,
  });

  constructor() {
    effect(() => {
      const { count, any } = this.waiting();
      this.title.mark(count > 0 ? `(${String(count)})` : null);
      this.showOnTab(count, any);
      showOnApp(count, any);
    });
  }

  private showOnTab(count: number, any: boolean): void {
    const icon = count > 0 ? 'favicon-waiting.svg' : any ? 'favicon-new.svg' : 'favicon.svg';
    this.document.querySelector('link[rel="icon"]')?.setAttribute('href', icon);
  }
}

/** The icon of the installed application, where the system has one. */
function showOnApp(count: number, any: boolean): void {
  if (!('setAppBadge' in navigator)) return;
  const shown =
    count > 0 ? navigator.setAppBadge(count) : any ? navigator.setAppBadge() : navigator.clearAppBadge();
  shown.catch(() => {
    // The system shows none for a page that is not installed; the title and the tab say the same.
  });
}
