import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  AppError,
  PROBLEM_TYPE,
  problemOf,
  unauthenticated,
  unavailable,
  type BytesAnswer,
  type BytesRequest,
  type Caller,
  type Logger,
} from '@parley/kit';
import { GraphQLError } from 'graphql';
import type { ClientAddress } from '../client-address.js';
import { asRefusal, presentError } from '../errors.js';
import type { RateLimits } from '../limits/rate.js';
import { bearerOf, type Sessions } from '../session.js';
import { callerFor } from '../subgraph-link/ask.js';
import type { SubgraphLink, SubgraphLinks } from '../subgraph-link/link.js';
import { callerOf, clientOf } from './caller.js';
import { setCookies } from './cookies.js';
import { sendContent } from './content-answer.js';
import { HttpRefusal } from './refusal.js';
import { takeUpload } from './upload.js';

/** What taking and giving files needs. */
export interface ContentParts {
  readonly links: SubgraphLinks;
  readonly sessions: Sessions;
  readonly address: ClientAddress;
  readonly rates: RateLimits;
  readonly isSecure: boolean;
  readonly logger: Logger;
}

/** The door for files: bytes come in at `/files` and go out at `/content/<id>`. */
export interface Content {
  isFor(request: IncomingMessage, path: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse, path: string, requestId: string): Promise<void>;
}

/** One request about files, and who asks. */
export interface ContentExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** Asks whoever keeps the files. @throws AppError what it refuses with */
  readonly ask: (question: BytesRequest, bytes?: Buffer) => Promise<BytesAnswer>;
}

/** The subgraph that keeps files. */
const FILES_OWNER = 'chat';
const PASS = '/content/pass';
const PASS_COOKIE = 'parley_content';
const PASS_PATHS = ['/content', '/f', '/m'];
/** As long as an access token at most: what it stands for is asked anew at each use. */
const PASS_SECONDS = 86_400;
const NOTHING = Buffer.alloc(0);
/** A question about a file costs a point, a file that is sent some more. */
const POINTS = { read: 1, upload: 20 } as const;

/** Whether a request brings a file, which takes as long as it takes. */
export const isUpload = ({ method }: IncomingMessage, path: string): boolean =>
  method === 'POST' && path === '/files';

/**
 * Pictures and films are asked for by pages that cannot add a header, so beside a bearer a cookie is heard, for reading
 * only: it is made from a bearer, is sent to `/content`, `/f` and `/m` by our own pages alone, and is worth what its session is.
 */
export function createContent(parts: ContentParts): Content {
  return {
    isFor: (request, path) => isUpload(request, path) || path.startsWith('/content/'),
    async answer(request, response, path, requestId) {
      try {
        await answer(parts, { request, response, path, requestId });
      } catch (error) {
        // Every refusal arrives here; what is none is logged and masked by presentError. Who hung up is told nothing.
        if (!response.destroyed) refuseContent(parts, response, error, requestId);
      }
    },
  };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly requestId: string;
}

async function answer(parts: ContentParts, asked: Asked): Promise<void> {
  const { request, response, path } = asked;
  if (path === PASS) {
    await answerPass(parts, request, response);
    return;
  }
  const taking = isUpload(request, path);
  const { caller, credential } = await callerOfContent(parts, asked, taking);
  const spender = { viewer: caller.viewer, ip: caller.client.ip, credential };
  await parts.rates.purseOf(spender).spend(taking ? POINTS.upload : POINTS.read);
  const exchange: ContentExchange = { request, response, path, ask: askOf(parts, caller, response) };
  if (taking) await takeUpload(exchange);
  else await sendContent(exchange);
}

/** Who sends brings a bearer, so that no other site can make them; who reads may bring the cookie. */
async function callerOfContent(
  { sessions, address }: ContentParts,
  { request, requestId }: Asked,
  taking: boolean,
): Promise<{ caller: Caller; credential: string }> {
  const credential = bearerOf(request) ?? (taking ? null : passOf(request));
  const passport = credential === null ? null : await sessions.passport(credential);
  if (!passport || credential === null) throw unauthenticated();
  return { caller: callerOf(passport, clientOf(request, address), requestId), credential };
}

/** The cookie of a page that shows what its session may see. */
export function passOf({ headers: { cookie } }: IncomingMessage): string | null {
  const pairs = cookie?.split(';').map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${PASS_COOKIE}=`))?.slice(PASS_COOKIE.length + 1) ?? null;
}

/** Lets a page show what its session may see, or takes that back. */
async function answerPass(
  { sessions, isSecure }: ContentParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const leaves = request.method === 'DELETE';
  if (!leaves && request.method !== 'POST') {
    throw new HttpRefusal(405, new AppError('INVALID', 'A pass is asked for by POST'), {
      allow: 'POST, DELETE',
    });
  }
  const credential = leaves ? null : bearerOf(request);
  if (!leaves && (credential === null || !(await sessions.passport(credential)))) throw unauthenticated();
  const cookies = PASS_PATHS.map((path) => ({
    name: PASS_COOKIE,
    value: credential,
    path,
    maxAgeSeconds: leaves ? 0 : PASS_SECONDS,
  }));
  response.writeHead(204, { 'set-cookie': [...setCookies(cookies, isSecure)], 'cache-control': 'no-store' });
  response.end();
}

function askOf({ links }: ContentParts, caller: Caller, response: ServerResponse): ContentExchange['ask'] {
  const link: SubgraphLink | undefined = links.get(FILES_OWNER);
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort('The client left');
  });
  const told = callerFor(FILES_OWNER, caller);
  return async (question, bytes = NOTHING) => {
    if (!link?.bytes) throw unavailable('Files are not kept here');
    const given = await link.bytes(question, bytes, told, gone.signal);
    if (given.error) throw new GraphQLError(given.error.message, { extensions: given.error.extensions });
    return given;
  };
}

/** Answers with what refuses a request for bytes, as problem details. */
export function refuseContent(
  { logger }: Pick<ContentParts, 'logger'>,
  response: ServerResponse,
  error: unknown,
  requestId: string,
): void {
  if (response.headersSent) {
    // What came so far is not whole, and must not look so.
    response.destroy();
    return;
  }
  const isWhole = error instanceof HttpRefusal;
  const reason = (isWhole ? error.errors[0] : undefined) ?? asRefusal(error);
  const presented = presentError(reason, requestId, logger);
  const tooLarge = presented.extensions['limit'] === 'file' ? 413 : undefined;
  const { status, body, headers } = problemOf(presented, isWhole ? error.status : tooLarge);
  response.writeHead(status, {
    'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
    ...(isWhole && error.headers),
  });
  response.end(body);
}
