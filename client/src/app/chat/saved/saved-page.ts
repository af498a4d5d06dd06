import { Component, DestroyRef, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { SavedPageDocument, type SavedRowFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { furtherPages } from '../../core/graphql/further-pages';
import { OwnThings } from '../../core/own/own-things';
import { Avatar } from '../../ui/avatar/avatar';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { ShowMore } from '../../ui/show-more/show-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { excerptOf } from '../composer/mention.rules';
import { Times } from '../time/times';
import { ChannelNames } from '../sidebar/channel-names';
import { byUrgency } from './saved.rules';
import { SavedItems } from './saved-items';

/** What the viewer put aside: what is due first, then what is to come, then all else, the last saved first. */
@Component({
  selector: 'app-saved-page',
  imports: [
    Avatar,
    EmptyState,
    ErrorState,
    Icon,
    IconButton,
    RouterLink,
    SheetHeader,
    ShowMore,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './saved-page.html',
  styleUrl: './saved-page.scss',
})
export class SavedPage {
  private readonly errors = inject(SayError);
  private readonly own = inject(OwnThings);
  private readonly router = inject(Router);
  protected readonly items = inject(SavedItems);
  protected readonly names = inject(ChannelNames);
  protected readonly times = inject(Times);

  private readonly query = inject(Apollo).watchQuery({
    query: SavedPageDocument,
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  private readonly result = toSignal(this.query.valueChanges);

  private readonly page = computed(() => {
    const result = this.result();
    return result?.dataState === 'complete' ? (result.data.viewer?.savedItems ?? null) : null;
  });
  protected readonly rows = computed(() => {
    const page = this.page();
    return page && byUrgency(page.nodes);
  });
  protected readonly further = furtherPages(this.page, () => this.query);
  protected readonly failure = computed(() => {
    const error = this.page() ? null : this.result()?.error;
    return error ? this.errors.sentence(error) : null;
  });

  constructor() {
    // Items bear what the stream tells of them; only which there are has to be asked for.
    const heard = this.own.heard.subscribe((event) => {
      if (event.__typename === 'SavedItemChanged') void this.query.refetch();
    });
    inject(DestroyRef).onDestroy(() => {
      heard.unsubscribe();
    });
  }

  protected excerpt(row: SavedRowFragment): string {
    return excerptOf(row.message?.text ?? '', 280);
  }

  protected isDue(row: SavedRowFragment): boolean {
    return row.remindedAt != null;
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }

  protected tryAgain(): void {
    void this.query.refetch();
  }
}
