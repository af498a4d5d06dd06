import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { AppError, invalid, type Caller } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import type { ClientAddress } from '../client-address.js';
import type { Admitted } from '../door.js';
import { asRefusal, presentError } from '../errors.js';
import { renderAnswer } from '../executor.js';
import { Refused } from '../operation.js';
import type { Sessions } from '../session.js';
import type { Cookies } from '../subgraph-link/ask.js';
import { readOperation } from './body.js';
import { callerOfRequest } from './caller.js';
import { HttpRefusal } from './refusal.js';
import { streamEvents, streamRefusal, type EventStreams } from './sse.js';

/** What answering GraphQL over HTTP needs. */
export interface GraphQLOverHttp extends EventStreams {
  readonly sessions: Sessions;
  readonly address: ClientAddress;
  /** Whether browsers reach us by https: cookies are then for https only. */
  readonly isSecure: boolean;
}

/** Given as it is, since an abort without a reason makes an exception with a stack for every answer that was sent. */
const CLIENT_LEFT = 'The client left';
const JSON_TYPE = 'application/json';
const RESPONSE_TYPE = 'application/graphql-response+json';
const EVENTS_TYPE = 'text/event-stream';

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Answers one request: a result, a refusal, or a stream of events. */
export async function answerGraphQL(
  parts: GraphQLOverHttp,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const accepted = negotiate(request.headers.accept);
  try {
    if (!accepted) {
      throw new HttpRefusal(406, invalid('accept', `Answers are ${RESPONSE_TYPE} or ${JSON_TYPE}`));
    }
    const operation = await readOperation(request);
    const { caller, credential } = await callerOfRequest(request, requestId, parts);
    const admitted = await parts.door.admit(operation, caller);
    refuseUnsafe(request, admitted);
    if (accepted === EVENTS_TYPE) await streamEvents(parts, { response, admitted, caller, credential });
    else await answerOnce(parts, { response, admitted, caller, accepted });
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked by presentError.
    refuse(parts, response, { accepted: accepted ?? JSON_TYPE, error, requestId });
  }
}

/** A link must never change anything: only queries are answered by GET. */
function refuseUnsafe(request: IncomingMessage, { operation }: Admitted): void {
  if (request.method !== 'GET' || operation.kind !== 'mutation') return;
  throw new HttpRefusal(405, invalid('method', 'Mutations are sent by POST'), { allow: 'POST' });
}

interface Once {
  readonly response: ServerResponse;
  readonly admitted: Admitted;
  readonly caller: Caller;
  readonly accepted: string;
}

async function answerOnce(
  parts: GraphQLOverHttp,
  { response, admitted, caller, accepted }: Once,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort(CLIENT_LEFT);
  });
  const answer = await parts.door.answer(admitted, caller, gone.signal);
  const { cookies } = answer;
  if (cookies.length > 0) response.setHeader('set-cookie', setCookies(cookies, parts.isSecure));
  send(response, { status: 200, type: accepted, body: renderAnswer(answer, answer.extensions) });
}

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: OutgoingHttpHeaders;
}

function send(response: ServerResponse, { status, type, body, headers }: Sent): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

interface Refusal {
  readonly accepted: string;
  readonly error: unknown;
  readonly requestId: string;
}

function refuse({ logger }: GraphQLOverHttp, response: ServerResponse, refusal: Refusal): void {
  const { accepted, error, requestId } = refusal;
  const reasons =
    error instanceof Refused || error instanceof HttpRefusal ? error.errors : [asRefusal(error)];
  const errors = reasons.map((reason) => presentError(reason, requestId, logger));
  if (response.headersSent) {
    response.end();
    return;
  }
  if (accepted === EVENTS_TYPE && !(error instanceof HttpRefusal)) {
    streamRefusal(response, errors);
    return;
  }
  const [first] = errors;
  const retry = first?.extensions['retryAfterSeconds'];
  send(response, {
    status: error instanceof HttpRefusal ? error.status : statusOf(first),
    type: accepted === EVENTS_TYPE ? JSON_TYPE : accepted,
    body: renderAnswer({ data: null, errors }),
    headers: {
      ...(error instanceof HttpRefusal && error.headers),
      ...(typeof retry === 'number' && { 'retry-after': String(retry) }),
    },
  });
}

const statusOf = (error: GraphQLError | undefined): number =>
  STATUS[String(error?.extensions['code'])] ?? 400;

/** The type of the answer, null when nothing we have is accepted. */
function negotiate(accept: string | undefined): string | null {
  if (accept === undefined) return JSON_TYPE;
  const wanted = accept.split(',').map((each) => each.split(';')[0]?.trim().toLowerCase());
  for (const type of [EVENTS_TYPE, RESPONSE_TYPE, JSON_TYPE]) if (wanted.includes(type)) return type;
  return wanted.some((type) => type === '*/*' || type === 'application/*') ? JSON_TYPE : null;
}

/** HttpOnly and SameSite=Strict always: no script reads them, no other site sends them. */
function setCookies(cookies: Cookies, isSecure: boolean): readonly string[] {
  return cookies.map(({ name, value, path, maxAgeSeconds }) => {
    if (/[^\w!#$%&'*+.^`|~/=-]/.test(name + (value ?? '') + path)) {
      throw new AppError('INTERNAL', 'A cookie is not one');
    }
    const parts = [
      `${name}=${value ?? ''}`,
      `Path=${path}`,
      `Max-Age=${String(maxAgeSeconds)}`,
      'HttpOnly',
      'SameSite=Strict',
    ];
    return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
  });
}
