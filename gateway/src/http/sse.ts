import type { ServerResponse } from 'node:http';
import { unauthenticated, type Caller, type Logger } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import type { Admitted, Door } from '../door.js';
import { renderAnswer } from '../executor.js';
import type { Connections } from '../subscriptions/connections.js';
import type { Execution } from '../subscriptions/execution.js';
import { COMPLETE, eventOf, EventSink } from './event-sink.js';

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
  if (admitted.operation.kind !== 'subscription') {
    const answer = await parts.door.answer(admitted, caller);
    openStream(response);
    endWith(response, renderAnswer(answer, answer.extensions));
    return;
  }
  const viewer = await hold(parts, streamed);
  openStream(response);
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    clearInterval(keepAlive);
  });
  new EventSink(response).begin((sink) =>
    parts.execution.follow(admitted.operation, { ...caller, viewer }, sink),
  );
}

/** Refusals before the first answer, in the stream that the client expects. */
export function streamRefusal(
  response: ServerResponse,
  errors: readonly GraphQLError[],
  extensions?: object,
): void {
  openStream(response);
  endWith(response, renderAnswer({ data: null, errors }, extensions));
}

function endWith(response: ServerResponse, answer: string): void {
  response.end(Buffer.concat([eventOf(Buffer.from(answer)), Buffer.from(COMPLETE)]));
}

/** The connection is held to the viewer's rights like a socket: it ends with the session, the token or a change. */
async function hold({ connections }: EventStreams, { response, credential }: Streamed) {
  if (credential === null) throw unauthenticated();
  const connection = await connections.accept({
    credential,
    close: () => {
      response.end(COMPLETE);
    },
  });
  if (response.closed) connection.release();
  response.once('close', () => {
    connection.release();
  });
  return connection.viewer;
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
}
