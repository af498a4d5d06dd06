import { Component, type ElementRef, computed, effect, inject, input, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { injectVirtualizer } from '@tanstack/angular-virtual';
import type { DirectoryRowFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Avatar } from '../../ui/avatar/avatar';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { Clock } from '../../ui/time/clock';
import { ClockPipe } from '../../ui/time/time-pipes';
import { DirectoryStore } from './directory.store';

const NEAR_END = 10;
const DEFAULT_ROW = 48;

/** The table of people, of which only the rows on screen exist. */
@Component({
  selector: 'app-directory',
  imports: [Avatar, ClockPipe, EmptyState, ErrorState, RouterLink, Skeleton, TranslocoPipe],
  templateUrl: './directory.html',
  styleUrl: './directory.scss',
})
export class Directory {
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly store = inject(DirectoryStore);
  protected readonly now = inject(Clock).now;

  readonly chosenId = input<string>();

  private readonly scroller = viewChild<ElementRef<HTMLElement>>('scroller');
  private readonly rowSize = rowSize();
  protected readonly rows = injectVirtualizer(() => ({
    scrollElement: this.scroller(),
    count: this.store.people().length,
    estimateSize: () => this.rowSize,
    overscan: 6,
  }));
  protected readonly visible = computed(() =>
    this.rows.getVirtualItems().flatMap(({ index, start }) => {
      const person = this.store.people()[index];
      return person ? [{ person, index, start }] : [];
    }),
  );
  private readonly countryNames = computed(
    () => new Intl.DisplayNames([this.texts.activeLang()], { type: 'region' }),
  );

  constructor() {
    effect(() => {
      const last = this.rows.getVirtualItems().at(-1);
      if (last && last.index >= this.store.people().length - NEAR_END) this.store.more();
    });
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected placeOf({ country }: DirectoryRowFragment): string {
    return country ? (this.countryNames().of(country) ?? '') : '';
  }

  protected roleOf({ title, roles, kind }: DirectoryRowFragment): string {
    return title ?? roles[0]?.role.name ?? this.texts.translate(`people.kind.${kind}`);
  }
}

function rowSize(): number {
  const style = getComputedStyle(document.documentElement);
  const rem = Number.parseFloat(style.fontSize);
  const size = Number.parseFloat(style.getPropertyValue('--size-table-row'));
  return Number.isFinite(size * rem) ? size * rem : DEFAULT_ROW;
}
