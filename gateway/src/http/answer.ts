import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Priced } from '../door.js';
import { renderAnswer } from '../executor.js';
import { EVENTS_TYPE, JSON_TYPE, RESPONSE_TYPE, type Accepted } from './negotiation.js';
import { etagOf, isKnown } from './validator.js';

/** Beside data there are errors; GraphQL over HTTP names the status, for its own media type only. */
const PARTIAL = { status: 294, reason: 'Partial Success' };

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Refusals for what the document or its variables are: in `application/json` these are answers like any other. */
const OF_THE_REQUEST: ReadonlySet<unknown> = new Set(['INVALID', 'TOO_COSTLY', 'NOT_FOUND']);

/** What is answered to one request. */
export interface Outgoing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly accepted: Accepted;
}

interface Sent {
  readonly status: number;
  readonly reason?: string;
  readonly type: string;
  readonly body: string;
  readonly headers?: OutgoingHttpHeaders;
}

function send(response: ServerResponse, { status, reason, type, body, headers }: Sent): void {
  const all: OutgoingHttpHeaders = {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  };
  if (reason === undefined) response.writeHead(status, all);
  else response.writeHead(status, reason, all);
  response.end(body);
}

/** Sends what was found: all of it, or what of it is there. */
export function sendAnswer({ request, response, accepted }: Outgoing, answer: Priced): void {
  const type = accepted.named ?? JSON_TYPE;
  const isPartial = answer.errors.length > 0;
  if (!isPartial && request.method !== 'POST' && isFresh(request, response, answer)) return;
  const body = renderAnswer(answer, answer.extensions);
  if (isPartial && type === RESPONSE_TYPE) send(response, { ...PARTIAL, type, body });
  else if (isPartial || request.method === 'POST') send(response, { status: 200, type, body });
  else send(response, { status: 200, type, body, headers: cacheHeaders(answer) });
}

/** For whoever asked only, and asked again each time; what it cost is of this once and in no validator. */
const cacheHeaders = ({ data }: Priced): OutgoingHttpHeaders => ({
  'cache-control': 'private, no-cache',
  etag: etagOf(data ?? ''),
});

function isFresh(request: IncomingMessage, response: ServerResponse, answer: Priced): boolean {
  response.appendHeader('vary', 'Accept, Authorization');
  const asked = request.headers['if-none-match'];
  if (asked === undefined) return false;
  const headers = cacheHeaders(answer);
  if (!isKnown(asked, String(headers['etag']))) return false;
  response.writeHead(304, headers).end();
  return true;
}

/** Why a request was not answered, as it may leave. */
export interface Refusing {
  readonly errors: readonly GraphQLError[];
  /** The status of a request that never became an operation; null for what the operation's errors decide. */
  readonly status: number | null;
  readonly headers: OutgoingHttpHeaders;
  /** What the refusal cost, where it got that far. */
  readonly extensions: object | undefined;
}

/**
 * Sends a refusal. `application/json` by its name is for clients that read an answer only under 200, and gets what is
 * wrong with a well-formed request so; whoever does not insist is told in the type that every status fits.
 */
export function sendRefusal(
  { response, accepted }: Pick<Outgoing, 'response' | 'accepted'>,
  refusing: Refusing,
): void {
  const { errors, extensions } = refusing;
  const code = errors[0]?.extensions['code'];
  const retry = errors[0]?.extensions['retryAfterSeconds'];
  const status = refusing.status ?? STATUS[String(code)] ?? 400;
  const isLegacy = accepted.named === JSON_TYPE;
  send(response, {
    status: isLegacy && refusing.status === null && OF_THE_REQUEST.has(code) ? 200 : status,
    type: isLegacy || accepted.named === EVENTS_TYPE ? JSON_TYPE : RESPONSE_TYPE,
    body: renderAnswer({ data: null, errors }, extensions),
    headers: {
      ...refusing.headers,
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(typeof retry === 'number' && { 'retry-after': String(retry) }),
    },
  });
}
