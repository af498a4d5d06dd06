import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  PendingAcknowledgementsDocument,
  type PendingAcknowledgementsQuery,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { excerptOf } from '../composer/mention.rules';
import { Times } from '../time/times';
import { Acknowledging } from './acknowledging';
import { PendingConfirmations } from './pending.store';

type Waiting = NonNullable<
  NonNullable<PendingAcknowledgementsQuery['viewer']>['pendingAcknowledgements']
>['nodes'][number];

/** Every message that waits for the viewer to confirm it. */
@Component({
  selector: 'app-confirm-page',
  imports: [Avatar, Button, EmptyState, ErrorState, RouterLink, SheetHeader, Skeleton, TranslocoPipe],
  templateUrl: './confirm-page.html',
  styleUrl: './confirm-page.scss',
})
export class ConfirmPage {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly pending = inject(PendingConfirmations);
  protected readonly acknowledging = inject(Acknowledging);
  protected readonly times = inject(Times);

  private readonly waiting = signal<readonly Waiting[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly busy = signal<string | null>(null);
  protected readonly items = computed(
    () =>
      this.waiting()?.map((message) => ({ ...message, words: excerptOf(message.text ?? '', 240) })) ?? null,
  );

  constructor() {
    effect(() => {
      this.pending.moves();
      untracked(() => void this.read());
    });
  }

  protected async read(after: string | null = null): Promise<void> {
    try {
      const query = {
        query: PendingAcknowledgementsDocument,
        variables: { after },
        fetchPolicy: 'network-only' as const,
      };
      const { data } = await firstValueFrom(this.apollo.query(query));
      const page = data?.viewer?.pendingAcknowledgements;
      this.waiting.update((known) =>
        after ? [...(known ?? []), ...(page?.nodes ?? [])] : (page?.nodes ?? []),
      );
      this.next.set(page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);
      this.failure.set(null);
    } catch (error) {
      // What is shown stays; without anything to show, why is said in its place.
      this.failure.set(this.errors.sentence(error));
    }
  }

  protected async confirm({ id }: Waiting): Promise<void> {
    this.busy.set(id);
    const done = await this.acknowledging.confirm(id);
    if (done) this.waiting.update((known) => known?.filter((message) => message.id !== id) ?? null);
    this.busy.set(null);
  }

  protected back(): void {
    void this.router.navigate(['/chat']);
  }
}
