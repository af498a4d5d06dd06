import { Component, Injector, computed, inject, afterNextRender } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { Router, RouterLink, RouterOutlet, NavigationEnd } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map, startWith } from 'rxjs';
import { Palette } from '../core/palette/palette';
import { Session } from '../core/session/session';
import { CallDesk } from '../meetings/desk/call-desk';
import { Logo } from '../ui/logo/logo';
import { NavItem } from '../ui/nav/nav-item';
import { PaneLayout } from '../ui/panes/pane-layout';
import { CommandPaletteOpener } from './command-palette-opener';
import { ConnectionBar } from './connection-bar';
import { nextPane } from './pane-focus';
import { type Place, placesFor } from './places';
import { ProfileMenu } from './profile-menu';
import { ShellCounts } from './shell-counts';

/** The frame of everything: rail or bar, connection bar, and the feature on screen; its keys work everywhere. */
@Component({
  selector: 'app-shell',
  imports: [CallDesk, ConnectionBar, Logo, NavItem, ProfileMenu, RouterLink, RouterOutlet, TranslocoPipe],
  providers: [ShellCounts],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class Shell {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly palette = inject(CommandPaletteOpener);
  protected readonly layout = inject(PaneLayout);

  protected readonly counts = inject(ShellCounts);
  protected readonly places = computed(() => placesFor(this.session.guest(), this.session.permissions()));
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
      startWith(this.router.url),
    ),
    { initialValue: this.router.url },
  );

  constructor() {
    // Reminders are said wherever the viewer is; nobody waits for that to see the frame.
    const injector = inject(Injector);
    afterNextRender(() => {
      void import('../core/own/reminder-toasts').then(({ ReminderToasts }) => injector.get(ReminderToasts));
      void import('../core/own/hidden-toasts').then(({ HiddenToasts }) => injector.get(HiddenToasts));
      void import('../files/upload/interrupted-uploads').then(({ InterruptedUploads }) =>
        injector.get(InterruptedUploads),
      );
    });
    inject(Palette)
      .asked.pipe(takeUntilDestroyed())
      .subscribe(() => void this.palette.open());
  }

  protected isAt(place: Place): boolean {
    const url = this.url();
    return url.startsWith(place.path) || (place.alsoAt !== undefined && url.startsWith(place.alsoAt));
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'k') this.answer(event, () => void this.palette.open());
    else if (command && event.key.toLowerCase() === 'b') {
      this.answer(event, () => {
        this.layout.fold();
      });
    } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) this.goTo(event);
    else if (event.key === 'F6') this.answer(event, () => nextPane(document, event.shiftKey)?.focus());
  }

  private goTo(event: KeyboardEvent): void {
    const place = this.places()[Number(event.code.at(-1)) - 1];
    if (place) this.answer(event, () => void this.router.navigateByUrl(place.path));
  }

  private answer(event: KeyboardEvent, deed: () => void): void {
    event.preventDefault();
    deed();
  }
}
