import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** One error of an answer, as clients see it. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

/** An answer over HTTP, whatever its status. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T | null;
  readonly errors: readonly AnswerError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What a request brings besides the operation. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  /** Gives up waiting; the answer is then an error that is thrown. */
  readonly signal?: AbortSignal | undefined;
}

interface Body<T> {
  readonly data?: T | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export const graphqlOf = (gateway: string): string => new URL('/graphql', gateway).href;

export const headersOf = ({ token, cookie }: Credentials): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token && { authorization: `Bearer ${token}` }),
  ...(cookie && { cookie }),
});

/** Posts a body as it stands, well-formed or not; an answer that is not JSON has neither data nor errors. */
export async function post<T>(
  gateway: string,
  body: string,
  credentials: Credentials = {},
): Promise<Answer<T>> {
  const response = await fetch(graphqlOf(gateway), {
    method: 'POST',
    headers: headersOf(credentials),
    body,
    signal: credentials.signal ?? null,
  });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer: Body<T> = isJson ? ((await response.json()) as Body<T>) : {};
  if (!isJson) await response.arrayBuffer();
  return {
    status: response.status,
    headers: response.headers,
    data: answer.data ?? null,
    errors: answer.errors ?? [],
    extensions: answer.extensions ?? {},
  };
}

/** Runs a query or mutation. */
export function ask<T, V>(
  gateway: string,
  document: TypedDocumentNode<T, V>,
  variables: V,
  credentials: Credentials = {},
): Promise<Answer<T>> {
  return post<T>(gateway, JSON.stringify({ query: print(document), variables }), credentials);
}

/** Runs text as a query or mutation: for documents that no contract would let through. */
export const askText = (
  gateway: string,
  query: string,
  credentials: Credentials = {},
  variables: object = {},
): Promise<Answer<Record<string, unknown>>> =>
  post(gateway, JSON.stringify({ query, variables }), credentials);

/** The codes of the errors of an answer, in order; empty when it has none. */
export const codesOf = (answer: Answer<unknown>): string[] =>
  answer.errors.map((error) => error.extensions.code);

/** The cookie a later request brings back, as `name=value`; undefined when the answer set none of that name. */
export function cookieOf(answer: Answer<unknown>, name: string): string | undefined {
  const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return set?.split(';')[0];
}
