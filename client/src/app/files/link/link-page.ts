import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Logo } from '../../ui/logo/logo';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { LinkFile } from './link-file';
import { LinkFolder } from './link-folder';
import { LinkStore } from './link.store';

/** How often it is asked whether a link that is open still holds. */
const LOOK_AGAIN_MS = 10_000;

/** What a link opens for whoever has it, with an account or without: a password where it has one, then what it leads to. */
@Component({
  selector: 'app-link-page',
  imports: [
    ...[Button, DayAndTimePipe, EmptyState, ErrorState, Field, Icon, Input, LinkFile, LinkFolder, Logo],
    ...[RouterLink, Skeleton, TranslocoPipe],
  ],
  providers: [LinkStore],
  templateUrl: './link-page.html',
  styleUrl: './link-page.scss',
})
export class LinkPage {
  protected readonly store = inject(LinkStore);

  /** The secret part of the link, from the address. */
  readonly token = input.required<string>();

  protected readonly password = signal('');
  protected readonly top = computed(() => this.store.way().length === 0);

  constructor() {
    effect(() => {
      const token = this.token();
      untracked(() => void this.store.begin(token));
    });
    const look = (): void => {
      if (!document.hidden) void this.store.again();
    };
    const again = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(again);
      document.removeEventListener('visibilitychange', look);
    });
  }

  protected async unlock(): Promise<void> {
    await this.store.unlock(this.password());
  }
}
