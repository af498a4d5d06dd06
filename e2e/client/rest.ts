import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print, separateOperations } from 'graphql';
import { root } from '../stack/child.js';
import { post } from './ask.js';

const FOLDER = join(root, 'gateway/src/rest/operations');

/** The documents behind the operations of REST, by name, as the graph is asked for them. */
export const restDocuments: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) =>
      Object.entries(
        separateOperations(parse(readFileSync(join(FOLDER, file), 'utf8'), { noLocation: true })),
      ),
    )
    .map(([name, document]) => [name, print(document)]),
);

/** What came of asking an operation: OK, or the code of the refusal. */
export interface Outcome {
  readonly code: string;
  readonly status: number;
  /** What was answered, without its wrapping. */
  readonly value: unknown;
}

const isMutation = (name: string): boolean => /^mutation /m.test(restDocuments.get(name) ?? '');

type Parameters = Readonly<Record<string, unknown>>;

/** Asks an operation over REST. @param token null for nobody's */
export async function askRest(
  gateway: string,
  name: string,
  parameters: Parameters,
  token: string | null,
): Promise<Outcome> {
  const url = new URL(`/rest/${name}`, gateway);
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  let body: string | null = null;
  if (isMutation(name)) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(parameters);
  } else {
    for (const [key, value] of Object.entries(parameters)) {
      for (const each of Array.isArray(value) ? value : [value]) url.searchParams.append(key, String(each));
    }
  }
  const response = await fetch(url, { method: body === null ? 'GET' : 'POST', headers, body });
  const value = (await response.json()) as { readonly code?: string };
  const missing = response.headers.has('incomplete') ? ' in part' : '';
  return { code: response.ok ? `OK${missing}` : (value.code ?? 'none'), status: response.status, value };
}

/** Asks the document behind the same operation of the graph. */
export async function askGraph(
  gateway: string,
  name: string,
  parameters: Parameters,
  token: string | null,
): Promise<Outcome> {
  const variables = isMutation(name) ? { ...parameters, key: crypto.randomUUID() } : parameters;
  const query = restDocuments.get(name) ?? '';
  const answer = await post<Record<string, unknown>>(
    gateway,
    JSON.stringify({ query, operationName: name, variables }),
    token === null ? {} : { token },
  );
  const [error] = answer.errors;
  const value = innermost(answer.data);
  const isStranger = answer.data !== null && answer.data['viewer'] === null;
  const absent = error?.extensions.code ?? (isStranger ? 'UNAUTHENTICATED' : 'NOT_FOUND');
  return { code: value === null ? absent : error ? 'OK in part' : 'OK', status: answer.status, value };
}

/** What stands inside of the fields that only wrap it. */
function innermost(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [only, ...more] = Object.values(value) as unknown[];
  const wraps = more.length === 0 && typeof only === 'object' && !Array.isArray(only);
  return wraps ? innermost(only) : value;
}
