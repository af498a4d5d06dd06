import type { TypedDocumentNode } from '@apollo/client';
import type { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';

/** Runs a mutation and settles with its data; throws what it was refused for. */
export async function change<TData, TVariables extends Record<string, unknown>>(
  apollo: Apollo,
  mutation: TypedDocumentNode<TData, TVariables>,
  variables: TVariables,
  update?: Apollo.MutateOptions<TData, TVariables>['update'],
): Promise<TData> {
  const options = { mutation, variables, ...(update && { update }) };
  const { data } = await firstValueFrom(
    apollo.mutate<TData, TVariables>(options as unknown as Apollo.MutateOptions<TData, TVariables>),
  );
  return data as TData;
}
