import type { IncomingMessage, ServerResponse } from 'node:http';
import { unavailable, type Caller } from '@parley/kit';
import { bearerOf, type ChangeMemory, type HeldPassport, type Sessions } from '../session.js';
import { callerFor } from '../subgraph-link/ask.js';
import { callerOf, clientOf } from './caller.js';
import { passOf, refuseContent, type ContentParts } from './content.js';

/** What handing requests on needs. */
export interface StreamParts extends ContentParts {
  /** Knows what happened to accounts while a stream runs. */
  readonly watch: ChangeMemory;
}

/** The door through which bytes come and go as streams of the subgraph that keeps them. */
export interface Streams {
  isFor(path: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void>;
}

/** Who asks, and with what. */
interface Asker {
  readonly caller: Caller;
  readonly credential: string | null;
  readonly passport: HeldPassport | null;
}

/** The subgraphs that have a door, by what its paths begin with. */
const OWNERS: Readonly<Record<string, string>> = { '/f/': 'files', '/m/': 'meetings' };
const POINTS = 1;
/** How often is looked whether whoever a stream is for still is somebody. */
const CHECK_MS = 500;

/** Whether a request may take as long as its bytes keep coming. */
export const isStream = (path: string): boolean => ownerOf(path) !== undefined;

/** Whose door that is. */
const ownerOf = (path: string): string | undefined => OWNERS[path.slice(0, path.indexOf('/', 1) + 1)];

/**
 * Says who asks, by a bearer or, for reading only, by the cookie of content.ts, takes a point, and hands the request on
 * as it is. Who brings nothing is handed on as nobody: links and signed addresses are the owner's to judge.
 */
export const createStreams = (parts: StreamParts): Streams => ({
  isFor: isStream,
  async answer(request, response, requestId) {
    try {
      await answer(parts, request, response, requestId);
    } catch (error) {
      // Every refusal arrives here; what is none is logged and masked. Who hung up is told nothing.
      if (!response.destroyed) refuseContent(parts, response, error, requestId);
    }
  },
});

async function answer(
  parts: StreamParts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const asker = await askerOf(parts, request, requestId);
  const { caller, credential } = asker;
  const spender = { viewer: caller.viewer, ip: caller.client.ip, credential };
  await parts.rates.purseOf(spender).spend(POINTS);
  const owner = ownerOf(new URL(request.url ?? '/', 'http://gateway').pathname) ?? '';
  const link = parts.links.get(owner);
  if (!link?.stream) throw unavailable('This part of the product does not answer here');
  const stop = endWithAccount(parts, asker, response);
  try {
    await link.stream(request, response, callerFor(owner, caller));
  } finally {
    stop();
  }
}

async function askerOf(
  { sessions, address }: StreamParts,
  request: IncomingMessage,
  requestId: string,
): Promise<Asker> {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const credential = bearerOf(request) ?? (isReading ? passOf(request) : null);
  const passport = credential === null ? null : await sessions.passport(credential);
  return { caller: callerOf(passport, clientOf(request, address), requestId), credential, passport };
}

/** Ends a stream when its session does; a token that only ran out meanwhile ends nothing that it began. */
function endWithAccount(
  { sessions, watch }: { readonly sessions: Sessions; readonly watch: ChangeMemory },
  { passport, credential }: Asker,
  response: ServerResponse,
): () => void {
  if (!passport || credential === null) return () => undefined;
  let since = passport.askedAt;
  const check = async (): Promise<void> => {
    const now = performance.now();
    const mayHaveChanged = watch.changedSince(passport.viewer, since) || passport.changesAt <= Date.now();
    since = now;
    if (!mayHaveChanged) return;
    // Who cannot be asked whether the session holds is not served on what may be over.
    const held = await sessions.passport(credential).catch(() => null);
    if (!held) response.destroy();
  };
  const timer = setInterval(() => void check(), CHECK_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
