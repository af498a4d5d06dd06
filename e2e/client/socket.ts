import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { graphqlOf } from './ask.js';
import { Stream } from './stream.js';

/** How a socket ended: a close code of RFC 6455 or of graphql-ws (44xx), and the reason given with it. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A graphql-ws connection that never reconnects, so that a test sees what the gateway does to it. */
export class Socket implements AsyncDisposable {
  /** Resolves when it is closed, by whichever side. */
  readonly closed: Promise<Closed>;
  private readonly client: Client;

  constructor(gateway: string, token?: string) {
    const { promise, resolve } = Promise.withResolvers<Closed>();
    this.closed = promise;
    this.client = createClient({
      url: graphqlOf(gateway).replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: token ? { token } : {},
      lazy: false,
      retryAttempts: 0,
      // Also thrown at whoever follows; here it would only be printed.
      onNonLazyError: () => undefined,
      on: {
        closed: (event) => {
          const { code, reason } = event as Closed;
          resolve({ code, reason });
        },
      },
    });
  }

  /** Follows a subscription; errors of the operation are thrown by the stream. */
  follow<T, V extends Record<string, unknown>>(document: TypedDocumentNode<T, V>, variables: V): Stream<T> {
    const results = this.client.iterate<T>({ query: print(document), variables });
    return new Stream(dataOf(results));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.dispose();
  }
}

interface Result<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** The data of each result; a result with errors ends the stream by throwing them. */
export async function* dataOf<T>(results: AsyncIterable<Result<T>>): AsyncGenerator<T, void, undefined> {
  for await (const { data, errors } of results) {
    if (errors || data == null) throw new Error(`The event has errors: ${JSON.stringify(errors)}`);
    yield data;
  }
}
