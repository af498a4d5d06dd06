import {
  request as requestHttp,
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { noteStreamed, PROOF_HEADER } from '@parley/kit';
import { CONNECT_MS, type Target } from './targets.js';

/** A request, and the answer to it, as streams between a client and one process of a subgraph. */
export interface HandedOn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What became of it: answered, whole or broken off; or not taken, and the request is as it was. */
export type HandOnOutcome = 'answered' | 'untaken' | 'lost';

/** How a process is reached. */
export interface HandOnTo {
  readonly target: Target;
  readonly agent: Agent;
  readonly proof: string;
  /** Told of the connection, so that it can be cut when nobody is there. */
  readonly onBegan: (upstream: ClientRequest) => void;
}

/** Of what a client sends, all that a subgraph is told; who asks is the proof's to say. */
const TOLD =
  /^(?:accept(?:-.*)?|content-(?:type|length|encoding)|range|if-.*|tus-.*|upload-.*|x-http-method-override)$/;
/** Of one connection only (RFC 9110, 7.6.1). */
const OF_A_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer']);

const noteChunk = (chunk: Buffer): void => {
  noteStreamed(chunk.length);
};

const toldOf = (headers: IncomingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => TOLD.test(name)));

/**
 * Hands a request on and its answer back, byte by byte, at the pace of the slower side; whoever breaks off breaks off
 * both. Nothing of the body is read before the process has taken the connection, so that another one can be asked.
 */
export function handOn({ request, response }: HandedOn, to: HandOnTo): Promise<HandOnOutcome> {
  const { origin, lookup } = to.target;
  const { method, url = '/' } = request;
  const upstream = (origin.startsWith('https:') ? requestHttps : requestHttp)(origin + url, {
    method,
    agent: to.agent,
    headers: { ...toldOf(request.headers), [PROOF_HEADER]: to.proof },
    ...(lookup && { lookup }),
  });
  to.onBegan(upstream);
  const { promise, resolve } = Promise.withResolvers<HandOnOutcome>();
  let isTaken = false;
  const clientLeft = (): void => {
    upstream.destroy();
    resolve('answered');
  };
  response.once('close', clientLeft);
  connected(upstream, () => {
    isTaken = true;
    request.pipe(upstream);
    request.on('data', noteChunk);
  });
  upstream.once('response', (answer) => {
    giveBack(answer, request, response, () => {
      response.off('close', clientLeft);
      resolve('answered');
    });
  });
  upstream.on('error', () => {
    request.unpipe(upstream);
    response.off('close', clientLeft);
    // After the answer began, its own stream tells.
    resolve(isTaken ? 'lost' : 'untaken');
  });
  return promise;
}

/** Calls back once the connection stands, and gives it up where it takes too long. */
function connected(upstream: ClientRequest, begin: () => void): void {
  upstream.once('socket', (socket: Socket) => {
    if (!socket.connecting) {
      begin();
      return;
    }
    const late = setTimeout(() => {
      upstream.destroy(new Error('Nobody takes the connection'));
    }, CONNECT_MS);
    socket.once('connect', begin);
    upstream.once('close', () => {
      clearTimeout(late);
    });
    socket.once('connect', () => {
      clearTimeout(late);
    });
  });
}

function giveBack(
  answer: IncomingMessage,
  request: IncomingMessage,
  response: ServerResponse,
  done: () => void,
): void {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !OF_A_CONNECTION.has(name)) response.setHeader(name, value);
  }
  // What is refused before it is whole is passed over, and its connection ends.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(answer.statusCode ?? 502);
  // A part is sent when it comes: a download's first byte does not wait for its last.
  pipeline(answer, response, done);
  answer.on('data', noteChunk);
}
