import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';

/**
 * Asks the server and puts the answer into the cache, for whoever watches it there, and gives that answer alone. Apollo
 * would read back what it wrote: of a list that the cache joins from pages that is all of it, for each page anew.
 * Throws what stands against it.
 */
export async function readIntoCache<TData, TVariables extends OperationVariables>(
  apollo: Apollo,
  query: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
): Promise<TData | undefined> {
  const asked = apollo.query<TData, TVariables>({ query, variables, fetchPolicy: 'no-cache' });
  const { data } = await firstValueFrom(asked);
  if (data) apollo.client.cache.writeQuery({ query, variables, data });
  return data;
}
