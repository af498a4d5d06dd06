import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { timer, switchMap } from 'rxjs';
import {
  DirectoryDocument,
  DirectoryFiltersDocument,
  type UserFilterInput,
} from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import { followPresence } from '../../core/presence/follow-presence';

const PAGE = 50;
const TYPING_PAUSE_MS = 150;

/** What the directory is narrowed to; empty strings narrow nothing. */
export interface DirectoryFilter {
  readonly text: string;
  readonly departmentId: string;
  readonly roleId: string;
  readonly country: string;
}

const EVERYBODY: DirectoryFilter = { text: '', departmentId: '', roleId: '', country: '' };

/** The people directory as it is narrowed, read page by page while one scrolls. */
@Service({ autoProvided: false })
export class DirectoryStore {
  private readonly apollo = inject(Apollo);
  private readonly narrowed = signal(EVERYBODY);
  private fetching = false;

  readonly filter = this.narrowed.asReadonly();

  private readonly variables = computed(() => ({ first: PAGE, filter: inputOf(this.narrowed()) }));
  private readonly page = rxResource({
    params: () => this.variables(),
    stream: ({ params }) =>
      timer(params.filter.text ? TYPING_PAUSE_MS : 0).pipe(
        switchMap(() => read(this.apollo, DirectoryDocument, params)),
      ),
  });
  private readonly choices = rxResource({
    stream: () => read(this.apollo, DirectoryFiltersDocument, {}),
  });

  readonly error = computed(() => this.page.error() ?? null);
  readonly loading = computed(() => this.page.isLoading() && !this.page.hasValue());
  readonly people = computed(() => (this.page.hasValue() ? this.page.value().users.nodes : []));
  readonly totalCount = computed(() => (this.page.hasValue() ? this.page.value().users.totalCount : null));
  readonly hasMore = computed(() => this.page.hasValue() && this.page.value().users.pageInfo.hasNextPage);
  private readonly organization = computed(() =>
    this.choices.hasValue() ? (this.choices.value().viewer?.organization ?? null) : null,
  );
  readonly departments = computed(() => this.organization()?.departments.nodes ?? []);
  readonly roles = computed(() => this.organization()?.roles ?? []);
  /** The contract lists no countries, so these are the ones that the first hundred people are in. */
  readonly countries = computed(() => {
    const people = this.choices.hasValue() ? this.choices.value().users.nodes : [];
    return [...new Set(people.flatMap(({ country }) => country ?? []))].sort();
  });

  constructor() {
    followPresence(computed(() => this.people().map(({ id }) => id)));
  }

  narrow(change: Partial<DirectoryFilter>): void {
    this.narrowed.update((filter) => ({ ...filter, ...change }));
  }

  reload(): void {
    this.page.reload();
  }

  /** Reads the next page, once however often it is asked for meanwhile. */
  more(): void {
    if (this.fetching || !this.hasMore() || !this.page.hasValue()) return;
    this.fetching = true;
    const after = this.page.value().users.pageInfo.endCursor;
    this.apollo
      .query({
        query: DirectoryDocument,
        variables: { ...this.variables(), after },
        fetchPolicy: 'network-only',
      })
      .subscribe({ complete: () => (this.fetching = false), error: () => (this.fetching = false) });
  }
}

function inputOf({ text, departmentId, roleId, country }: DirectoryFilter): UserFilterInput {
  return {
    state: 'ACTIVE',
    ...(text.trim() && { text: text.trim() }),
    ...(departmentId && { departmentId }),
    ...(roleId && { roleId }),
    ...(country && { country }),
  };
}
