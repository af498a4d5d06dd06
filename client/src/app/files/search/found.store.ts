import { Service, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { type Observable, firstValueFrom, map } from 'rxjs';
import {
  CountFoundFilesDocument,
  type FileFoundFragment,
  SearchFilesDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { type Asked, asksSomething, variablesOf } from './asked.rules';

const PAGE = 30;

interface Found {
  readonly nodes: readonly FileFoundFragment[];
  /** Where the next page begins; null for the last. */
  readonly next: string | null;
}

/** The files that fit what is looked for, read while one scrolls. */
@Service({ autoProvided: false })
export class FoundStore {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly asked = signal<Asked | null>(null);
  private readonly first = rxResource({
    params: () => this.asked() ?? undefined,
    stream: ({ params }) => this.page(params, null),
  });
  private readonly found = linkedSignal<Found | null>(() =>
    this.first.hasValue() ? this.first.value() : null,
  );
  /** Counted beside what is shown: that does not wait for it. */
  private readonly counted = rxResource({
    params: () => this.asked() ?? undefined,
    stream: ({ params }) => this.count(params),
  });
  private fetching = false;

  /** How many fit in all: null where there are too many to count, undefined until it is known. */
  readonly totalCount = computed(() => (this.counted.hasValue() ? this.counted.value() : undefined));
  readonly error = computed(() => this.first.error() ?? null);
  readonly loading = computed(() => this.asked() !== null && this.first.isLoading());
  readonly nodes = computed(() => this.found()?.nodes ?? []);
  readonly hasMore = computed(() => (this.found()?.next ?? null) !== null);

  constructor() {
    reloadWhenBack(this.first);
    reloadWhenBack(this.counted);
  }

  /** Looks for something, or for nothing. */
  ask(asked: Asked): void {
    this.asked.set(asksSomething(asked) ? asked : null);
  }

  reload(): void {
    this.first.reload();
    this.counted.reload();
  }

  /** Reads the next page, once however often it is asked for meanwhile. */
  async more(): Promise<void> {
    const [asked, known] = [this.asked(), this.found()];
    if (this.fetching || !asked || !known?.next) return;
    this.fetching = true;
    try {
      const { nodes, next } = await firstValueFrom(this.page(asked, known.next));
      // Something else may be looked for by now.
      if (this.found() === known) this.found.set({ nodes: [...known.nodes, ...nodes], next });
    } catch (error) {
      // What is shown stays; what stands against showing more is said.
      this.errors.toast(error);
    } finally {
      this.fetching = false;
    }
  }

  private count(asked: Asked): Observable<number | null> {
    const variables = variablesOf(asked, new Date());
    return this.apollo
      .query({ query: CountFoundFilesDocument, variables, fetchPolicy: 'network-only' })
      .pipe(map(({ data }) => data?.searchFiles.totalCount ?? null));
  }

  private page(asked: Asked, after: string | null): Observable<Found> {
    const variables = { ...variablesOf(asked, new Date()), first: PAGE, after };
    return this.apollo.query({ query: SearchFilesDocument, variables, fetchPolicy: 'network-only' }).pipe(
      map(({ data }) => {
        const page = data?.searchFiles;
        return {
          nodes: page?.nodes ?? [],
          next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
        };
      }),
    );
  }
}
