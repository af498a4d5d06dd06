import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import {
  AppError,
  invalid,
  notFound,
  PROBLEM_TYPE,
  problemOf,
  unauthenticated,
  type Caller,
  type Logger,
} from '@parley/kit';
import type { ClientAddress } from '../client-address.js';
import type { Door, Priced } from '../door.js';
import { asRefusal, presentError } from '../errors.js';
import type { Variables } from '../federation/federation.js';
import { readJson } from '../http/body.js';
import { callerOfRequest } from '../http/caller.js';
import { setCookies } from '../http/cookies.js';
import type { CrossOrigin } from '../http/cross-origin.js';
import { HttpRefusal } from '../http/refusal.js';
import { etagOf, isKnown } from '../http/validator.js';
import type { RateLimits } from '../limits/rate.js';
import type { Spender } from '../limits/spender.js';
import { Refused } from '../operation.js';
import type { Sessions } from '../session.js';
import { linksOf, missingOf, unwrapped } from './answer.js';
import type { RestOperation } from './operations.js';
import { rateHeaders } from './rate-headers.js';
import { idempotencyKeyOf, variablesOfBody, variablesOfQuery } from './variables.js';

/** What REST stands on: the same door as everything else. */
export interface RestDoor {
  readonly door: Door;
  readonly rates: RateLimits;
  readonly sessions: Sessions;
  readonly address: ClientAddress;
  /** Whether browsers reach us by https: cookies are then for https only. */
  readonly isSecure: boolean;
  readonly crossOrigin: CrossOrigin;
  readonly logger: Logger;
  readonly operations: ReadonlyMap<string, RestOperation>;
}

const JSON_TYPE = 'application/json';
const CLIENT_LEFT = 'The client left';
const NOTHING = 'It is not there, or not for you';
/** The cookie of a session that began here is for here: one that `/graphql` set is renewed there. */
const COOKIE_PATH = '/rest';

/** One request, once it is known what it asks for. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly operation: RestOperation;
  readonly address: URL;
  spender: Spender | null;
  key: string | null;
}

/** Answers `GET /rest/<query>` and `POST /rest/<mutation>`. @param name of the operation */
export async function answerRest(
  rest: RestDoor,
  request: IncomingMessage,
  response: ServerResponse,
  { name, requestId }: { readonly name: string; readonly requestId: string },
): Promise<void> {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { allow: 'GET, HEAD, POST', ...preflight(rest, request) }).end();
    return;
  }
  setHeaders(response, withOurs(rest.crossOrigin.headersFor(request), EXPOSED_TO, EXPOSED));
  const operation = rest.operations.get(name);
  const address = new URL(request.url ?? '/', 'http://gateway');
  const asked: Asked | undefined = operation && {
    request,
    response,
    requestId,
    operation,
    address,
    spender: null,
    key: null,
  };
  try {
    if (!asked) {
      throw new HttpRefusal(404, notFound('Operation'), { link: '</rest/openapi.json>; rel="service-desc"' });
    }
    refuseUnreadable(asked);
    await answer(rest, asked);
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked by presentError.
    await refuse(
      rest,
      { response, requestId, spender: asked?.spender ?? null, key: asked?.key ?? null },
      error,
    );
  }
}

const EXPOSED_TO = 'access-control-expose-headers';
const EXPOSED = 'idempotency-key, incomplete, link, ratelimit, ratelimit-policy';
const ALLOWED_TO = 'access-control-allow-headers';

/** What pages of other sites may send, where an operator lets them: a key beside all else. */
const preflight = ({ crossOrigin }: RestDoor, request: IncomingMessage): OutgoingHttpHeaders =>
  withOurs(crossOrigin.preflight(request), ALLOWED_TO, 'idempotency-key');

function withOurs(headers: OutgoingHttpHeaders, name: string, ours: string): OutgoingHttpHeaders {
  const theirs = headers[name];
  return theirs === undefined ? headers : { ...headers, [name]: `${String(theirs)}, ${ours}` };
}

function setHeaders(response: ServerResponse, headers: OutgoingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
}

/** @throws HttpRefusal 405 or 406 */
function refuseUnreadable({ request, operation }: Asked): void {
  const methods = operation.isMutation ? ['POST'] : ['GET', 'HEAD'];
  if (!methods.includes(request.method ?? '')) {
    const allow = methods.join(', ');
    throw new HttpRefusal(405, invalid('method', `${operation.name} is asked by ${allow}`), { allow });
  }
  const accepted = request.headers.accept?.split(',').map((each) => each.split(';')[0]?.trim().toLowerCase());
  const ours = [JSON_TYPE, PROBLEM_TYPE, 'application/*', '*/*'];
  if (accepted && !accepted.some((type) => type !== undefined && ours.includes(type))) {
    throw new HttpRefusal(406, invalid('accept', `Answers are ${JSON_TYPE}`));
  }
}

async function answer(rest: RestDoor, asked: Asked): Promise<void> {
  const { operation, request, response, requestId } = asked;
  const variables = await variablesOf(asked);
  const { caller, credential } = await callerOfRequest(request, requestId, rest);
  const spender = { viewer: caller.viewer, ip: caller.client.ip, credential };
  asked.spender = spender;
  const { text: query, name: operationName } = operation;
  const admitted = await rest.door.admit({ query, operationName, variables }, caller, credential);
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort(CLIENT_LEFT);
  });
  const priced = await rest.door.answer(admitted, caller, gone.signal);
  const body = unwrapped(priced, operation);
  setCookiesOf(rest, asked, priced);
  if (body === null) throw absence(operation, caller, priced);
  send(response, {
    ...bodyOf(asked, priced, body),
    rate: await rateHeaders(rest.rates, spender),
    key: asked.key,
  });
}

/** @throws HttpRefusal */
async function variablesOf(asked: Asked): Promise<Variables> {
  const { operation, request, address } = asked;
  if (!operation.isMutation) return variablesOfQuery(operation, address.searchParams);
  for (const name of address.searchParams.keys()) {
    throw new HttpRefusal(400, invalid(name, 'The parameters of a mutation are sent as a JSON object'));
  }
  asked.key = idempotencyKeyOf(request.headers['idempotency-key']) ?? randomUUID();
  return variablesOfBody(operation, (await readJson(request)) ?? {}, asked.key);
}

function setCookiesOf({ isSecure }: RestDoor, { response }: Asked, { cookies }: Priced): void {
  if (cookies.length === 0) return;
  const ours = cookies.map((cookie) => ({ ...cookie, path: COOKIE_PATH }));
  response.setHeader('set-cookie', setCookies(ours, isSecure));
}

/** Why there is nothing: what was said, or that it is not there for whoever asks. */
function absence({ answer: { path } }: RestOperation, { viewer }: Caller, { errors }: Priced): Error {
  if (errors.length > 0) return new Refused(errors);
  return path[0] === 'viewer' && !viewer ? unauthenticated() : new AppError('NOT_FOUND', NOTHING);
}

interface Body {
  readonly status: number;
  readonly body: string;
  readonly headers: OutgoingHttpHeaders;
}

function bodyOf({ operation, request, address }: Asked, { errors }: Priced, body: string): Body {
  const { path, isPage } = operation.answer;
  const links = isPage ? linksOf(body, address.pathname, address.searchParams) : null;
  const headers = { 'content-type': `${JSON_TYPE}; charset=utf-8`, ...(links && { link: links }) };
  if (errors.length > 0) {
    const missing = missingOf(errors, path.length);
    return { status: 200, body, headers: { ...headers, incomplete: missing, 'cache-control': 'no-store' } };
  }
  if (operation.isMutation) {
    return { status: 200, body, headers: { ...headers, 'cache-control': 'no-store' } };
  }
  const etag = etagOf(body);
  const cached = { ...headers, etag, 'cache-control': 'private, no-cache', vary: 'authorization' };
  return isKnown(request.headers['if-none-match'], etag)
    ? { status: 304, body: '', headers: cached }
    : { status: 200, body, headers: cached };
}

interface Sent extends Body {
  readonly rate: OutgoingHttpHeaders;
  readonly key: string | null;
}

function send(response: ServerResponse, { status, body, headers, rate, key }: Sent): void {
  response.writeHead(status, {
    ...(status !== 304 && { 'content-length': Buffer.byteLength(body) }),
    ...rate,
    ...(key && { 'idempotency-key': key }),
    ...headers,
  });
  response.end(body);
}

interface Refusing {
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly spender: Spender | null;
  readonly key: string | null;
}

async function refuse(
  { logger, rates }: RestDoor,
  { response, requestId, spender, key }: Refusing,
  error: unknown,
): Promise<void> {
  const isWhole = error instanceof HttpRefusal;
  const [reason] = isWhole || error instanceof Refused ? error.errors : [asRefusal(error)];
  const presented = presentError(reason ?? asRefusal(error), requestId, logger);
  const { status, body, headers } = problemOf(presented, isWhole ? error.status : undefined);
  const rate = spender ? await rateHeaders(rates, spender) : {};
  if (response.headersSent) {
    response.end();
    return;
  }
  send(response, {
    status,
    body,
    headers: {
      'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
      'cache-control': 'no-store',
      ...headers,
      ...(isWhole && error.headers),
    },
    rate,
    key,
  });
}
