import { Component, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { ThreadInboxDocument, type ThreadInboxQuery } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ThreadItem } from './thread-item';

type Follow = NonNullable<NonNullable<ThreadInboxQuery['viewer']>['threads']>['nodes'][number];
type Filter = 'all' | 'unread';

/** Every thread that the viewer follows, lately active first; a thread opens beside it. */
@Component({
  selector: 'app-thread-inbox',
  imports: [Button, EmptyState, ErrorState, Segmented, SheetHeader, Skeleton, ThreadItem, TranslocoPipe],
  templateUrl: './thread-inbox.html',
  styleUrl: './thread-inbox.scss',
})
export class ThreadInbox {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly sidebar = inject(Sidebar);
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap);

  protected readonly filter = signal<Filter>('all');
  protected readonly filters = computed(() =>
    (['all', 'unread'] as const).map((value) => ({
      value,
      label: this.texts.translate(`chat.thread.filter.${value}`),
    })),
  );
  protected readonly follows = linkedSignal<Filter, readonly Follow[] | null>({
    source: this.filter,
    computation: () => null,
  });
  protected readonly next = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly openId = computed(() => this.params()?.get('of') ?? null);
  private asked = 0;

  constructor() {
    effect(() => {
      this.sidebar.threadMoves();
      this.filter();
      untracked(() => void this.read());
    });
  }

  protected async read(after: string | null = null): Promise<void> {
    const nth = ++this.asked;
    const variables = { unreadOnly: this.filter() === 'unread', after };
    try {
      const query = { query: ThreadInboxDocument, variables, fetchPolicy: 'network-only' as const };
      const { data } = await firstValueFrom(this.apollo.query(query));
      // Another question was asked meanwhile; its answer is newer.
      if (nth !== this.asked) return;
      const page = data?.viewer?.threads;
      const nodes = page?.nodes ?? [];
      this.follows.update((known) => (after ? [...(known ?? []), ...nodes] : nodes));
      this.next.set(page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);
      this.failure.set(null);
    } catch (error) {
      // What is shown stays; without anything to show, why is said in its place.
      if (nth === this.asked) this.failure.set(this.errors.sentence(error));
    }
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
