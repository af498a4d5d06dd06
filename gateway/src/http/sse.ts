import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { unauthenticated, type Caller, type Logger } from '@parley/kit';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Admitted, Door } from '../door.js';
import { asRefusal, errorJson, presentError } from '../errors.js';
import { Refused } from '../operation.js';
import type { Connections } from '../subscriptions/connections.js';
import type { Execution } from '../subscriptions/execution.js';

/** What event streams need. */
export interface EventStreams {
  readonly door: Door;
  readonly connections: Connections;
  readonly execution: Execution;
  readonly logger: Logger;
}

interface Streamed {
  readonly response: ServerResponse;
  readonly admitted: Admitted;
  readonly caller: Caller;
  readonly credential: string | null;
}

/** Proxies close what is silent for longer. */
const KEEP_ALIVE_MS = 12_000;

/**
 * GraphQL over server-sent events, distinct connections mode of the graphql-sse protocol: `next` for every answer,
 * `complete` at the end; refusals are answers too, since an EventSource cannot read any other.
 */
export async function streamEvents(parts: EventStreams, streamed: Streamed): Promise<void> {
  const { response, admitted, caller } = streamed;
  const answers =
    admitted.operation.kind === 'subscription'
      ? await followed(parts, streamed)
      : single(parts.door, admitted, caller);
  openStream(response);
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    clearInterval(keepAlive);
    void answers.return();
  });
  try {
    for await (const answer of answers) await writeAnswer(response, answer);
  } catch (error) {
    // The stream is over; its last answer says why.
    await writeAnswer(response, { errors: reasonsOf(parts, error, caller.requestId) });
  }
  response.end('event: complete\ndata:\n\n');
}

/** Refusals before the first answer, in the stream that the client expects. */
export async function streamRefusal(
  response: ServerResponse,
  errors: readonly GraphQLError[],
): Promise<void> {
  openStream(response);
  await writeAnswer(response, { errors });
  response.end('event: complete\ndata:\n\n');
}

async function* single(
  door: Door,
  admitted: Admitted,
  caller: Caller,
): AsyncGenerator<ExecutionResult, void, undefined> {
  yield (await door.answer(admitted, caller)).result;
}

/** The connection is held to the viewer's rights like a socket: it ends with the session, the token or a change. */
async function followed(
  { connections, execution }: EventStreams,
  { response, admitted, caller, credential }: Streamed,
) {
  if (credential === null) throw unauthenticated();
  const connection = await connections.accept({
    credential,
    close: () => {
      response.end('event: complete\ndata:\n\n');
    },
  });
  if (response.closed) connection.release();
  response.once('close', () => {
    connection.release();
  });
  return execution.follow(admitted.operation, { ...caller, viewer: connection.viewer });
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
}

async function writeAnswer(response: ServerResponse, result: ExecutionResult): Promise<void> {
  if (response.writableEnded || response.destroyed) return;
  const body = JSON.stringify({ ...result, ...(result.errors && { errors: result.errors.map(errorJson) }) });
  if (response.write(`event: next\ndata: ${body}\n\n`)) return;
  // The client reads slowly: the stream waits for it, and with it whatever feeds the stream.
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

function reasonsOf({ logger }: EventStreams, error: unknown, requestId: string): readonly GraphQLError[] {
  const reasons = error instanceof Refused ? error.errors : [asRefusal(error)];
  return reasons.map((reason) => presentError(reason, requestId, logger));
}
