import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { RequestContext } from './context.js';
import { AppError, notFound, type ErrorCode } from './errors.js';
import { asGraphQLError, maskError } from './execute.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** A request as it came, and the answer to it as it will go: nothing is read or written ahead. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without what is asked for behind the question mark. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Aborted when whoever asked is gone, or the answer is whole. */
  readonly gone: AbortSignal;
}

/**
 * How a subgraph takes and gives what is no graph: bytes, as many as there are, at the pace of whoever sends or reads
 * them. The gateway says who asks and touches nothing else; every right is the subgraph's to check.
 */
export interface HttpDoor<C extends RequestContext = RequestContext> {
  /** What every path of it begins with: `/f/`. */
  readonly prefix: `/${string}/`;
  answer(ctx: C, exchange: HttpExchange): Promise<void>;
}

/** A refusal whose HTTP status, or headers, say more than its code does. */
export class HttpProblem extends AppError {
  constructor(
    readonly status: number,
    { message, extensions }: GraphQLError,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(extensions['code'] as ErrorCode, message, extensions);
  }
}

/** What a proof of such a request is made over: its body is not known before it ends, and vouches for itself. */
export const requestLine = (method: string, url: string): string => `${method} ${url}`;

/** For how long what still comes of a refused body is passed over, so that the refusal can be read. */
const PASS_OVER_MS = 2_000;

/** Answers one request. Never rejects: faults are refusals, masked where unforeseen, or an answer that breaks off. */
export async function answerAtDoor(
  door: HttpDoor | null,
  ctx: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://subgraph');
  const leaving = new AbortController();
  response.once('close', () => {
    leaving.abort();
  });
  try {
    if (!door || !path.startsWith(door.prefix)) throw notFound('Page');
    await door.answer(ctx, { request, response, path, query, gone: leaving.signal });
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked, as for GraphQL. Who hung up is told nothing.
    if (response.destroyed) return;
    if (response.headersSent) response.destroy();
    else refuse(ctx, request, response, error);
  }
}

function refuse(
  ctx: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  const told = maskError(asGraphQLError(error), ctx.caller, ctx.subgraph);
  const { requestId } = ctx.caller;
  const presented = new GraphQLError(told.message, { extensions: { ...told.extensions, requestId } });
  const own = error instanceof HttpProblem ? error : null;
  const { status, body, headers } = problemOf(presented, own?.status);
  response.writeHead(status, {
    'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
    ...own?.headers,
    ...(!request.complete && { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  if (!request.complete) passOver(request);
}

/** What is refused is not waited for: a body of gigabytes ends with its connection. */
function passOver(request: IncomingMessage): void {
  const late = setTimeout(() => {
    request.destroy();
  }, PASS_OVER_MS);
  request.once('close', () => {
    clearTimeout(late);
  });
  request.resume();
}
