import { ApolloLink, CombinedGraphQLErrors } from '@apollo/client';
import { catchError, from, mergeMap, of, throwError } from 'rxjs';

/** What the server says, word for word, of a hash that it has no text for. */
const UNKNOWN = 'PersistedQueryNotFound';

/** Whether an error says that the text is wanted. */
export const isUnknown = ({ message }: { readonly message: string }): boolean => message === UNKNOWN;

/**
 * Names each document by its hash in place of sending its text. A server that was built together with this client
 * knows them all; one that was not, as while a new version is rolled out or a tab is older than the server, asks for
 * the text once and keeps it.
 * @param load gives SHA-256 of each document by the name of its operation
 */
export function documents(load: () => Promise<Readonly<Record<string, string>>>): ApolloLink {
  // Who cannot load them sends texts, which the server answers to whoever is signed in.
  const loading = load().catch((): Readonly<Record<string, string>> => ({}));
  return new ApolloLink((operation, forward) =>
    from(loading).pipe(
      mergeMap((hashes) => named(operation, forward, hashes[operation.operationName ?? ''])),
    ),
  );
}

function named(
  operation: ApolloLink.Operation,
  forward: ApolloLink.ForwardFunction,
  sha256Hash: string | undefined,
): ReturnType<ApolloLink.ForwardFunction> {
  if (sha256Hash === undefined) return forward(operation);
  operation.extensions['persistedQuery'] = { version: 1, sha256Hash };
  const ask = (includeQuery: boolean) => {
    operation.setContext({ http: { includeQuery, includeExtensions: true } });
    return forward(operation);
  };
  return ask(false).pipe(
    catchError((error: unknown) =>
      CombinedGraphQLErrors.is(error) && error.errors.some(isUnknown) ? ask(true) : throwError(() => error),
    ),
    mergeMap((result) => (result.errors?.some(isUnknown) ? ask(true) : of(result))),
  );
}

/** Whether the text is sent, as the links before have decided. */
export const isTextSent = (operation: ApolloLink.Operation): boolean =>
  (operation.getContext()['http'] as { readonly includeQuery?: boolean } | undefined)?.includeQuery ?? true;
