import type { TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { EMPTY, type Observable, concatMap, of, throwError } from 'rxjs';

type Variables = Record<string, unknown>;

/** A query's data, from the cache at once where it is known, and again whenever the cache learns better. */
export function read<TData, TVariables extends Variables>(
  apollo: Apollo,
  query: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Observable<TData> {
  const options = { query, variables, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' };
  return apollo
    .watchQuery<TData, TVariables>(options as Apollo.WatchQueryOptions<TData, TVariables>)
    .valueChanges.pipe(
      concatMap((result) => {
        if (result.dataState === 'complete') return of(result.data);
        return result.error && !result.loading ? throwError(() => result.error) : EMPTY;
      }),
    );
}
