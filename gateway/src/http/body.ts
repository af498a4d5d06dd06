import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { invalid } from '@parley/kit';
import { isMap, referenceIn, type DocumentRequest } from '../documents/reference.js';
import { overLimit } from '../errors.js';
import { limits } from '../limits/structure.js';
import { isUtf8, JSON_TYPE, mediaTypeIn } from './negotiation.js';
import { HttpRefusal, malformed } from './refusal.js';

/**
 * Reads the operation of a request, by the GraphQL over HTTP specification. Only `application/json` is taken: a form
 * of another site can send anything but that without the browser asking us first.
 * @throws HttpRefusal 400, 413 or 415
 */
export async function readOperation(request: IncomingMessage): Promise<DocumentRequest> {
  if (request.method === 'POST') return toOperation(await readJson(request));
  return fromQuery(new URL(request.url ?? '/', 'http://gateway').searchParams);
}

/** The JSON of a request's body, null for none. @throws HttpRefusal 400, 413 or 415 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  refuseForeign(request.headers);
  const text = await readBody(request);
  return text === '' ? null : parseJson(text, 'body');
}

/** What nearly everybody sends, spelled out: there is nothing to take apart. */
const PLAIN: ReadonlySet<string | undefined> = new Set([
  'application/json',
  'application/json; charset=utf-8',
]);

function refuseForeign({ 'content-type': type, 'content-encoding': encoding }: IncomingHttpHeaders): void {
  if (!PLAIN.has(type)) {
    const media = mediaTypeIn(type ?? '');
    if (media?.type !== JSON_TYPE || !isUtf8(media)) {
      throw new HttpRefusal(415, invalid('content-type', 'The body must be application/json in UTF-8'), {
        'accept-post': JSON_TYPE,
      });
    }
  }
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpRefusal(415, invalid('content-encoding', 'The body must not be compressed'), {
      'accept-encoding': 'identity',
    });
  }
}

const tooLarge = (asked: number | string): HttpRefusal =>
  new HttpRefusal(413, overLimit('body', limits.bodyBytes, asked), { connection: 'close' });

const decoder = new TextDecoder('utf-8', { fatal: true });

async function readBody(request: IncomingMessage): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.bodyBytes) throw tooLarge(announced);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.bodyBytes) throw tooLarge(`more than ${String(limits.bodyBytes)}`);
    chunks.push(chunk);
  }
  const [only, ...more] = chunks;
  if (!only) return '';
  try {
    return decoder.decode(more.length === 0 ? only : Buffer.concat(chunks));
  } catch (error) {
    // The decoder has no other way to say that the bytes are no text.
    throw new HttpRefusal(400, invalid('body', 'The body is not UTF-8'), {}, error);
  }
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // JSON.parse has no other way to say that the text is not JSON.
    throw new HttpRefusal(400, invalid(field, `The ${field} is not JSON`), {}, error);
  }
}

const fromQuery = (parameters: URLSearchParams): DocumentRequest =>
  toOperation({
    documentId: parameters.get('documentId'),
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName'),
    variables: parseJson(parameters.get('variables') ?? 'null', 'variables'),
    extensions: parseJson(parameters.get('extensions') ?? 'null', 'extensions'),
  });

/**
 * Checks the shape of what claims to be a GraphQL request, over whatever protocol it came. Its document comes as text,
 * or is named by its hash, or both.
 */
export function toOperation(body: unknown): DocumentRequest {
  if (Array.isArray(body)) throw malformed('body', 'Operations are sent one by one, not in an array');
  if (!isMap(body)) throw malformed('body', 'The body must be an object with a query');
  const { query, operationName, variables, extensions } = body;
  const document = referenceIn(body['documentId'], extensions);
  const text = query ?? '';
  if (typeof text !== 'string' || (text === '' && !document)) {
    throw malformed('query', 'The query must be a text, or a documentId name one');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw malformed('operationName', 'The operationName must be a text');
  }
  if (variables !== undefined && variables !== null && !isMap(variables)) {
    throw malformed('variables', 'The variables must be an object');
  }
  if (extensions !== undefined && extensions !== null && !isMap(extensions)) {
    throw malformed('extensions', 'The extensions must be an object');
  }
  // An empty name is what some clients send for none.
  return {
    query: text,
    operationName: operationName === '' ? null : (operationName ?? null),
    variables: variables ?? {},
    ...(document && { document }),
  };
}
