import { type Signal, computed, inject, signal } from '@angular/core';
import { SayError } from '../errors/say-error';

interface ListPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What can read its next page; the cache joins it with those before. */
interface ReadsOn {
  fetchMore(options: { variables: { after: string } }): Promise<unknown>;
}

/** The way on in a list that is read page by page. */
export interface FurtherPages {
  /** Whether there is more than is shown. */
  readonly more: Signal<boolean>;
  readonly loading: Signal<boolean>;
  show(): Promise<void>;
}

/** The way on in a watched list, whose field the cache pages. Called where services can be injected. */
export function furtherPages(page: Signal<ListPage | null>, query: () => ReadsOn | null): FurtherPages {
  const errors = inject(SayError);
  const loading = signal(false);
  return {
    more: computed(() => page()?.pageInfo.hasNextPage ?? false),
    loading: loading.asReadonly(),
    async show() {
      const after = page()?.pageInfo.endCursor;
      if (!after) return;
      loading.set(true);
      try {
        await query()?.fetchMore({ variables: { after } });
      } catch (error) {
        // What is shown stays; what stands against showing more is said.
        errors.toast(error);
      } finally {
        loading.set(false);
      }
    },
  };
}
