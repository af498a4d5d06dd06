import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { packBytes, unpackBytes, type BytesRequest } from './bytes.js';
import { AppError, notFound } from './errors.js';
import { asText, MOST_QUESTION_BYTES, type OperationRequest } from './execute.js';
import { answerLog } from './feed.js';
import { requestLine } from './http-door.js';
import { metrics } from './metrics.js';
import { PROOF_HEADER, ProofError, UNPROVEN, type ProofVerifier } from './proof.js';
import type { Runtime } from './runtime.js';
import type { Caller } from './viewer.js';

/** Marks an answer that is exactly `{"data":…}`, so that it can be handed on without being read. */
export const PLAIN_HEADER = 'x-parley-plain';

/** What answering a request needs. */
export interface Door {
  readonly runtime: Runtime;
  readonly verifier: ProofVerifier;
  /** Lets Prometheus read /metrics with this bearer. */
  readonly metricsToken: string | undefined;
  /** It stops: what still comes is answered, and whoever asks whether it is ready is sent elsewhere. */
  readonly isLeaving: boolean;
}

/** The body of POST /grants: the proof vouches for it, and with it for every caller in it. */
interface GrantsAsked {
  readonly request: OperationRequest;
  readonly callers: readonly Caller[];
}

/** A request that the gateway vouched for. */
interface Proven {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer | string;
  readonly caller: Caller;
}

/** A body that ended before it was whole: nobody waits for an answer. */
class HungUp extends Error {}

const PARCELS = '/parcels/';
const NOTHING = { errors: [{ message: 'There is nothing here' }] };
const JSON_TYPE = 'application/json';
const BYTES_TYPE = 'application/octet-stream';

function send(response: ServerResponse, status: number, body: string, type = JSON_TYPE): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const sendJson = (response: ServerResponse, status: number, body: object): void => {
  send(response, status, JSON.stringify(body));
};

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_QUESTION_BYTES) {
        chunks.push(chunk);
        return;
      }
      // What still comes is passed over, so that the refusal can be read.
      chunks.length = 0;
      reject(new ProofError('The body is larger than any the gateway sends'));
    });
    request.once('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    request.once('error', () => {
      reject(new HungUp());
    });
  });
}

function mayScrape(request: IncomingMessage, token: string | undefined): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token ?? ''}`);
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Answers one request; all but health, and metrics for whoever has their token, is behind the gateway's proof. */
export async function answerHttp(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { runtime } = door;
  const path = request.url ?? '/';
  if (path === '/health/live') {
    sendJson(response, 200, { status: 'live' });
  } else if (path === '/health/ready') {
    if (door.isLeaving) sendJson(response, 503, { status: 'leaving' });
    else await answerReady(runtime, response);
  } else if (path === '/metrics' && mayScrape(request, door.metricsToken)) {
    send(response, 200, await metrics.metrics(), 'text/plain; version=0.0.4');
  } else if (runtime.httpPrefix !== null && path.startsWith(runtime.httpPrefix)) {
    await answerStream(door, request, response);
  } else {
    await answerGateway(door, request, response);
  }
}

/** A request whose body is not read ahead: the proof vouches for who asks for what, and holds once. */
async function answerStream(
  { runtime, verifier }: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const proof = request.headers[PROOF_HEADER];
  const { method = '', url = '' } = request;
  let caller: Caller;
  try {
    caller = verifier.verify(typeof proof === 'string' ? proof : undefined, requestLine(method, url));
  } catch (error) {
    // A missing or wrong proof is expected; anything else is a fault of ours.
    if (!(error instanceof ProofError)) throw error;
    response.setHeader('connection', 'close');
    sendJson(response, 401, UNPROVEN);
    return;
  }
  await runtime.http(request, response, caller);
}

async function answerReady(runtime: Runtime, response: ServerResponse): Promise<void> {
  try {
    await runtime.ready();
    sendJson(response, 200, { status: 'ready' });
  } catch (error) {
    // Not ready is an answer here, not a fault.
    const because = error instanceof Error ? error.message : String(error);
    sendJson(response, 503, { status: 'unavailable', because });
  }
}

async function answerGateway(
  { runtime, verifier }: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = request.method === 'POST' ? await readBody(request) : (request.url ?? '/');
    const proof = request.headers[PROOF_HEADER];
    const caller = verifier.verify(typeof proof === 'string' ? proof : undefined, body);
    await answerProven(runtime, { request, response, body, caller });
  } catch (error) {
    // A missing or wrong proof and a body that breaks off are expected; anything else is a fault of ours.
    if (error instanceof HungUp) return;
    if (!(error instanceof ProofError)) throw error;
    sendJson(response, 401, UNPROVEN);
  }
}

async function answerProven(runtime: Runtime, proven: Proven): Promise<void> {
  const { request, response, body, caller } = proven;
  const [path, query] = (request.url ?? '/').split('?', 2);
  if (request.method === 'POST' && path === '/graphql') {
    await answerOperation(runtime, proven);
  } else if (request.method === 'POST' && path === '/grants' && caller.internal) {
    const { request: asked, callers } = JSON.parse(body.toString()) as GrantsAsked;
    sendJson(response, 200, await runtime.authorize(asked, callers));
  } else if (request.method === 'POST' && path === '/bytes') {
    await answerPiece(runtime, proven);
  } else if (path === '/log' && caller.internal) {
    sendJson(response, 200, await answerLog(runtime.feed, new URLSearchParams(query)));
  } else if (path?.startsWith(PARCELS) && caller.internal) {
    await answerParcel(runtime, decodeURIComponent(path.slice(PARCELS.length)), response);
  } else {
    sendJson(response, 404, NOTHING);
  }
}

/** Something too large for the log, as a stream; an answer that breaks off says that it is not whole. */
async function answerParcel({ feed }: Runtime, name: string, response: ServerResponse): Promise<void> {
  let parcel: Readable;
  try {
    if (!feed.parcel) throw notFound('Parcel');
    parcel = await feed.parcel(name);
  } catch (error) {
    // What is not there any more is an answer; anything else is a fault of ours.
    if (!(error instanceof AppError)) throw error;
    sendJson(response, 404, NOTHING);
    return;
  }
  response.writeHead(200, { 'content-type': BYTES_TYPE });
  // Whoever reads it sees that it broke off.
  await pipeline(parcel, response).catch(() => undefined);
}

/** One piece of a file, or a word about one. */
async function answerPiece(runtime: Runtime, { response, body, caller }: Proven): Promise<void> {
  const { head, bytes: piece } = unpackBytes(Buffer.from(body));
  const { bytes, ...answer } = await runtime.bytes(head as BytesRequest, piece, caller);
  const packed = packBytes(answer, bytes);
  response.writeHead(200, { 'content-type': BYTES_TYPE, 'content-length': packed.length });
  response.end(packed);
}

/** Whoever hangs up before the answer gives up the question. */
async function answerOperation(runtime: Runtime, { response, body, caller }: Proven): Promise<void> {
  const gone = new AbortController();
  const hungUp = (): void => {
    gone.abort();
  };
  response.once('close', hungUp);
  const answer = await runtime.execute(JSON.parse(body.toString()) as OperationRequest, caller, gone.signal);
  response.off('close', hungUp);
  if (response.destroyed) return;
  const { isPlain, text } = asText(answer);
  if (isPlain) response.setHeader(PLAIN_HEADER, '1');
  send(response, 200, text);
}
