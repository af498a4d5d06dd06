import type { TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { EMPTY, type Observable, defer, filter, map, mergeMap, repeat, retry, throwError, timer } from 'rxjs';
import { errorCodes } from '../errors/error-code';
import { afterBreak } from './live.rules';
import { reconnectDelay } from './reconnect.rules';

type Variables = Record<string, unknown>;

/**
 * Follows signals that nobody keeps, such as typing and presence. When the line breaks it listens again; what was
 * signalled meanwhile is lost, as it is meant to be. It ends quietly when the viewer may no longer listen.
 */
export function ephemeral<TData, TVariables extends Variables>(
  apollo: Apollo,
  options: { readonly query: TypedDocumentNode<TData, TVariables>; readonly variables: TVariables },
): Observable<TData> {
  return defer(() => apollo.subscribe<TData, Variables>({ ...options, fetchPolicy: 'no-cache' })).pipe(
    mergeMap((result) => (result.error ? throwError(() => result.error) : [result.data as TData | null])),
    filter((data) => data !== null && data !== undefined),
    map((data) => data as TData),
    retry({
      delay: (error: unknown, count) =>
        afterBreak(errorCodes(error)) === 'giveUp'
          ? EMPTY
          : timer(reconnectDelay(count - 1, null, Math.random)),
      resetOnSuccess: true,
    }),
    repeat({ delay: () => timer(reconnectDelay(1, null, Math.random)) }),
  );
}
