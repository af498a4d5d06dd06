import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { timingSafeEqual } from 'node:crypto';
import { metrics } from '@parley/kit';
import type { DocumentReport } from '../documents/statistics.js';
import type { SubgraphLinks } from '../subgraph-link/link.js';

const READY_MS = 2_000;

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** The process answers; nothing else is asked. */
export function answerLive(response: ServerResponse): void {
  send(response, 200, { status: 'live' });
}

/** Every subgraph and its database answer; says which do not, never why. A gateway that stops sends callers elsewhere. */
export async function answerReady(
  links: SubgraphLinks,
  isLeaving: boolean,
  response: ServerResponse,
): Promise<void> {
  if (isLeaving) {
    send(response, 503, { status: 'leaving' });
    return;
  }
  const checks = await Promise.all(
    [...links.values()].map(async (link) => [link.name, await isReady(link)] as const),
  );
  const isAllReady = checks.every(([, ready]) => ready);
  const subgraphs = Object.fromEntries(
    checks.map(([name, ready]) => [name, ready ? 'ready' : 'unavailable']),
  );
  send(response, isAllReady ? 200 : 503, { status: isAllReady ? 'ready' : 'unavailable', subgraphs });
}

async function isReady(link: { ready(): Promise<void> }): Promise<boolean> {
  const waiting = new AbortController();
  const late = setTimeout(READY_MS, false, { ref: false, signal: waiting.signal });
  const asked = async () => {
    await link.ready();
    return true;
  };
  try {
    return await Promise.race([asked(), late]);
  } catch {
    // Not ready is an answer here, not a fault.
    return false;
  } finally {
    late.catch(() => undefined);
    waiting.abort();
  }
}

/** Numbers for Prometheus: to whoever brings the token, or where none is set to this machine alone. */
export async function answerMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  token: string | undefined,
): Promise<void> {
  if (!mayRead(request, token)) {
    send(response, 403, { status: 'forbidden' });
    return;
  }
  const body = await metrics.metrics();
  response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  response.end(body);
}

/** How often and how each document is run, most frequent first; to whoever may read the numbers. */
export function answerDocuments(
  request: IncomingMessage,
  response: ServerResponse,
  token: string | undefined,
  documents: readonly DocumentReport[],
): void {
  if (mayRead(request, token)) send(response, 200, { documents });
  else send(response, 403, { status: 'forbidden' });
}

function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) {
    // A proxy on this machine speaks for the whole world.
    if (headers['x-forwarded-for'] !== undefined) return false;
    return /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  }
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
