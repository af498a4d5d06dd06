import { Service, computed, inject, signal } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { EMPTY, expand, filter, map, reduce } from 'rxjs';
import { CallHistoryDocument, type CallLineFragment, CallNumbersDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { isOver } from '../call/call.rules';
import { OwnCalls } from '../call/own-calls';
import { type Counted, numbersOf, since } from './numbers.rules';

/** Past calls, page by page, with what they come to; read again whenever one ends. */
@Service({ autoProvided: false })
export class CallHistory {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);

  readonly missedOnly = signal(false);
  private readonly further = signal<readonly CallLineFragment[]>([]);
  private readonly cursor = signal<string | null>(null);
  private loadingMore = false;

  private readonly first = rxResource({
    params: () => ({ missedOnly: this.missedOnly() }),
    stream: ({ params }) =>
      this.apollo.query({ query: CallHistoryDocument, variables: params, fetchPolicy: 'network-only' }).pipe(
        map(({ data }) => {
          const page = data?.viewer?.callHistory;
          this.further.set([]);
          this.cursor.set(page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null);
          return page?.nodes ?? [];
        }),
      ),
  });
  readonly calls = computed<readonly CallLineFragment[]>(() =>
    this.first.hasValue() ? [...this.first.value(), ...this.further()] : [],
  );
  readonly hasMore = computed(() => this.cursor() !== null);
  readonly loading = computed(() => this.first.isLoading() && !this.first.hasValue());
  readonly error = this.first.error;

  private readonly counted = rxResource({
    stream: () => {
      const page = (after: string | null) =>
        this.apollo
          .query({ query: CallNumbersDocument, variables: { after }, fetchPolicy: 'no-cache' })
          .pipe(map(({ data }) => data?.viewer?.callHistory ?? null));
      const start = since(new Date());
      return page(null).pipe(
        expand((found) => {
          const last = found?.nodes.at(-1);
          const goesOn = found?.pageInfo.hasNextPage && last && new Date(last.startedAt) >= start;
          return goesOn ? page(found.pageInfo.endCursor ?? null) : EMPTY;
        }),
        reduce<{ readonly nodes: readonly Counted[] } | null, readonly Counted[]>(
          (all, found) => [...all, ...(found?.nodes ?? [])],
          [],
        ),
      );
    },
  });
  /** What the last days come to; null until it is known. */
  readonly numbers = computed(() =>
    this.counted.hasValue()
      ? numbersOf(this.counted.value(), this.session.viewer()?.id ?? '', new Date())
      : null,
  );

  constructor() {
    inject(OwnCalls)
      .heard.pipe(
        filter(({ state }) => isOver(state)),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.first.reload();
        this.counted.reload();
      });
  }

  reload(): void {
    this.first.reload();
  }

  more(): void {
    const after = this.cursor();
    if (!after || this.loadingMore) return;
    this.loadingMore = true;
    const variables = { missedOnly: this.missedOnly(), after };
    this.apollo.query({ query: CallHistoryDocument, variables, fetchPolicy: 'network-only' }).subscribe({
      next: ({ data }) => {
        this.loadingMore = false;
        const page = data?.viewer?.callHistory;
        this.further.update((calls) => [...calls, ...(page?.nodes ?? [])]);
        this.cursor.set(page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null);
      },
      error: (error: unknown) => {
        this.loadingMore = false;
        this.errors.toast(error);
      },
    });
  }
}
