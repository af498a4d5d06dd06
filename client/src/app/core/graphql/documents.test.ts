import { ApolloClient, ApolloLink } from '@apollo/client';
import { HttpLink } from '@apollo/client/link/http';
import { type DocumentNode, getOperationAST, OperationTypeNode } from 'graphql';
import type { Client, SubscribePayload } from 'graphql-ws';
import { expect, test } from 'vitest';
import { documentIds } from '../../../generated/documents';
import * as generated from '../../../generated/graphql';
import { createCache } from './cache';
import type { Connection } from './connection';
import { loadPageTexts } from './document';
import { documents } from './documents';
import { subscriptions } from './links';

interface Asked {
  readonly query?: string;
  readonly extensions: { readonly persistedQuery: { readonly version: number; readonly sha256Hash: string } };
}

await loadPageTexts();
const kindOf = (document: DocumentNode) => getOperationAST(document)?.operation;
const all: readonly DocumentNode[] = Object.values(generated as Record<string, DocumentNode>).filter(kindOf);
const nameOf = (document: DocumentNode) => getOperationAST(document)?.name?.value ?? '';

async function sha256(text = ''): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const refused = { errors: [{ message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED' } }] };
const notFound = { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'NOT_FOUND' } }] };
const answer = (body: object, status: number) =>
  Promise.resolve(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/graphql-response+json' },
    }),
  );

/** A client whose server knows no document until it was sent its text, or all of them. */
function aClient(knows: 'all' | 'none') {
  const asked: Asked[] = [];
  const take = (request: Asked) => {
    asked.push(request);
    return knows === 'all' || request.query ? null : notFound;
  };
  const http = new HttpLink({
    uri: 'http://server/graphql',
    fetch: (_input, init) => {
      const refusal = take(JSON.parse(init?.body as string) as Asked);
      return answer(refusal ?? refused, refusal ? 400 : 401);
    },
  });
  const client = {
    subscribe: (request: SubscribePayload, sink: { error(reason: unknown): void; complete(): void }) => {
      const refusal = take(request as unknown as Asked);
      if (refusal) sink.error(refusal.errors);
      else sink.complete();
      return () => undefined;
    },
  } as unknown as Client;
  const connection = { due: () => Promise.resolve() } as unknown as Connection;
  const link = ApolloLink.from([
    documents(() => Promise.resolve(documentIds)),
    ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      subscriptions({ open: () => Promise.resolve(client) }, connection),
      http,
    ),
  ]);
  return { apollo: apolloOver(link), asked };
}

const apolloOver = (link: ApolloLink) =>
  new ApolloClient({ link, cache: createCache(), defaultOptions: { watchQuery: { errorPolicy: 'all' } } });

async function ask(apollo: ApolloClient, document: DocumentNode): Promise<void> {
  // That nobody is answered does not matter here.
  const kind = kindOf(document);
  if (kind === OperationTypeNode.SUBSCRIPTION) {
    await new Promise<void>((resolve) => {
      apollo.subscribe({ query: document }).subscribe({
        complete: resolve,
        error: () => {
          resolve();
        },
      });
    });
  } else if (kind === OperationTypeNode.MUTATION) {
    await apollo.mutate({ mutation: document }).catch(() => undefined);
  } else await apollo.query({ query: document, fetchPolicy: 'no-cache' }).catch(() => undefined);
}

test('every document has a hash', () => {
  expect(all.length).toBeGreaterThan(50);
  expect(all.map(nameOf).toSorted()).toEqual(Object.keys(documentIds).toSorted());
});

test.each(all.map((document) => [kindOf(document), nameOf(document), document] as const))(
  '%s %s goes out as its hash alone, and as text that has this hash when the server asks for it',
  async (_kind, name, document) => {
    const knowing = aClient('all');
    await ask(knowing.apollo, document);
    const hash = documentIds[name];
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    expect(knowing.asked).toMatchObject([{ extensions }]);
    expect(knowing.asked[0]?.query ?? '').toBe('');

    const unknowing = aClient('none');
    await ask(unknowing.apollo, document);
    expect(unknowing.asked).toMatchObject([{ extensions }, { extensions }]);
    expect(unknowing.asked[0]?.query ?? '').toBe('');
    expect(await sha256(unknowing.asked[1]?.query)).toBe(hash);
  },
);

test('a refusal is not asked for twice', async () => {
  let count = 0;
  const refusing = new HttpLink({
    uri: 'http://server/graphql',
    fetch: () => {
      count += 1;
      return answer(refused, 401);
    },
  });
  const link = ApolloLink.from([documents(() => Promise.resolve(documentIds)), refusing]);
  await ask(apolloOver(link), generated.AccountDocument);
  expect(count).toBe(1);
});
