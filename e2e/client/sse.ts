import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import { graphqlOf } from './ask.js';
import { dataOf } from './socket.js';
import { Stream } from './stream.js';

/** Follows a subscription over server-sent events (graphql-sse, one connection an operation). */
export function followBySse<T, V extends Record<string, unknown>>(
  gateway: string,
  token: string,
  document: TypedDocumentNode<T, V>,
  variables: V,
): Stream<T> {
  const client = createClient({
    url: graphqlOf(gateway),
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const results = client.iterate<T>({ query: print(document), variables });
  return new Stream(dataOf(results), () => {
    client.dispose();
  });
}
