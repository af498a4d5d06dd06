import {
  PROOF_HEADER,
  signProof,
  systemCaller,
  unavailable,
  type AppError,
  type Caller,
  type ExecutionAnswer,
  type Logger,
  type OperationRequest,
} from '@parley/kit';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { PushStream } from '../push-stream.js';
import type { SubgraphLink } from './link.js';

interface Address {
  readonly name: string;
  /** One for each replica. */
  readonly urls: readonly string[];
  readonly proofSecret: string;
  readonly logger: Logger;
}

const CONNECTIONS = 32;
const TIMEOUT_MS = 10_000;
/** How many events may wait for their consumer (realtime.md, slow consumers). */
const WAITING_EVENTS = 256;

const silent = (name: string): AppError => unavailable(`${name} does not answer right now`);

/** A subgraph in another process: HTTP through a pool, subscriptions over one graphql-ws connection, all signed. */
export function httpLink(address: Address): SubgraphLink {
  const { name, urls } = address;
  const url = urls[0] ?? '';
  const pool = new Pool(new URL(url).origin, {
    connections: CONNECTIONS,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const sockets = upstreamSocket(address);
  return {
    name,
    execute: async (request, caller, signal) =>
      (await post(pool, address, { path: '/graphql', body: request, caller, signal })) as ExecutionAnswer,
    async authorize(request, callers, signal) {
      const caller = systemCaller('grants');
      const answer = await post(pool, address, {
        path: '/grants',
        body: { request, callers },
        caller,
        signal,
      });
      return (answer as readonly (readonly GraphQLFormattedError[] | null)[]).map(
        (refusal) => refusal?.map(asGraphQLError) ?? null,
      );
    },
    subscribe: (request, caller) => follow(sockets, address, request, caller),
    async ready() {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/health/ready' });
      await body.dump();
      if (statusCode !== 200) throw silent(name);
    },
    async stop() {
      await sockets.dispose();
      await pool.close();
    },
  };
}

/** Errors arrive as plain objects. */
const asGraphQLError = ({ message, ...rest }: GraphQLFormattedError): GraphQLError =>
  new GraphQLError(message, { path: rest.path, extensions: rest.extensions });

interface Posted {
  readonly path: string;
  readonly body: object;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

async function post(
  pool: Pool,
  { name, proofSecret }: Address,
  { path, body: content, caller, signal }: Posted,
): Promise<unknown> {
  const body = JSON.stringify(content);
  const proof = await signProof(proofSecret, { audience: name, caller, body });
  try {
    const answer = await pool.request({
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        [PROOF_HEADER]: proof,
        'x-request-id': caller.requestId,
      },
      body,
      signal,
    });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw silent(name);
    }
    return await answer.body.json();
  } catch {
    // Whatever broke on the way (refused, reset, timed out, not JSON), the caller can only be told that it broke.
    throw silent(name);
  }
}

/** Opened when first needed; a lost one is not retried, since its streams end and are resumed by their cursors. */
function upstreamSocket({ name, urls, proofSecret }: Address): Client {
  const url = urls[0] ?? '';
  return createClient({
    url: new URL('/graphql', url).href.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: async () => ({
      proof: await signProof(proofSecret, { audience: name, caller: systemCaller('socket'), body: '' }),
    }),
    retryAttempts: 0,
    keepAlive: 10_000,
  });
}

/** Each operation brings a proof of its own, so that one connection carries the streams of many viewers. */
function follow(
  sockets: Client,
  { name, proofSecret }: Address,
  { query, operationName, variables }: OperationRequest,
  caller: Caller,
): AsyncGenerator<ExecutionAnswer, void, undefined> {
  let dispose = (): void => undefined;
  let stopped = false;
  const answers = new PushStream<ExecutionAnswer>(WAITING_EVENTS, () => {
    stopped = true;
    dispose();
  });
  // The connection broke, the subgraph refused, or the consumer fell too far behind: the stream is over, and whoever
  // follows it resumes from a cursor.
  const fail = (): void => {
    answers.push({ errors: [silent(name)] });
    answers.end();
    dispose();
  };
  const next = (answer: unknown): void => {
    if (!answers.push(answer as ExecutionAnswer)) fail();
  };
  const complete = (): void => {
    answers.end();
  };
  signProof(proofSecret, { audience: name, caller, body: query }).then((proof) => {
    if (stopped) return;
    const request = { query, operationName, variables: variables && { ...variables }, extensions: { proof } };
    dispose = sockets.subscribe(request, { next, error: fail, complete });
  }, fail);
  return answers;
}
