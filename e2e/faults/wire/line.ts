import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { WebSocket } from 'ws';
import { type AnswerError, graphqlOf, headersOf } from '../../client/ask.js';

/** What a subscription's line says. After `ended` it says nothing more. */
export type Heard<T> =
  | { readonly kind: 'told'; readonly data: T }
  | { readonly kind: 'refused'; readonly codes: readonly string[]; readonly message: string }
  | { readonly kind: 'ended'; readonly why: string };

/** One subscription on a connection of its own that never reconnects by itself. */
export interface Line {
  close(): void;
  /** Stops reading from the network; what comes waits in the kernel, and then at the server. */
  pause(): void;
  resume(): void;
}

/** What to follow and where. */
export interface Following<T, V> {
  readonly gateway: string;
  readonly token: string;
  readonly document: TypedDocumentNode<T, V>;
  readonly variables: V;
  readonly hear: (heard: Heard<T>) => void;
}

/** A line on which nothing was heard for so long is given up, as clients do. */
const SILENT_MS = 8_000;
const PING_MS = 2_000;
/** The gateway writes a comment each twelve seconds. */
const SILENT_EVENTS_MS = 26_000;

interface Result<T> {
  readonly data?: T | null;
  readonly errors?: readonly AnswerError[];
}

/** An event that lacks the fields of a subgraph that is away is an event all the same. */
function heardOf<T>({ data, errors }: Result<T>): Heard<T> {
  return data == null ? refusedBy(errors ?? []) : { kind: 'told', data };
}

const refusedBy = (errors: readonly AnswerError[]): Heard<never> => ({
  kind: 'refused',
  codes: errors.map(({ extensions }) => String((extensions as { code?: string } | undefined)?.code)),
  message: errors.map(({ message }) => message).join('; '),
});

/** Says `ended` once, and nothing after it. */
function once<T>(hear: (heard: Heard<T>) => void): (heard: Heard<T>) => void {
  let isOver = false;
  return (heard) => {
    if (isOver) return;
    if (heard.kind === 'ended') isOver = true;
    hear(heard);
  };
}

/** Follows over WebSocket by the graphql-transport-ws protocol. */
export function followBySocket<T, V>({ gateway, token, document, variables, hear }: Following<T, V>): Line {
  const say = once(hear);
  const socket = new WebSocket(graphqlOf(gateway).replace('http', 'ws'), 'graphql-transport-ws', {
    handshakeTimeout: SILENT_MS,
    perMessageDeflate: false,
  });
  let heardAt = performance.now();
  let isPaused = false;
  const send = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const watch = setInterval(() => {
    if (isPaused) return;
    if (performance.now() - heardAt > SILENT_MS) socket.terminate();
    else send({ type: 'ping' });
  }, PING_MS);
  socket.on('open', () => {
    send({ type: 'connection_init', payload: { token } });
  });
  socket.on('message', (raw: Buffer) => {
    heardAt = performance.now();
    const { type, payload } = JSON.parse(raw.toString()) as { type: string; payload?: unknown };
    if (type === 'connection_ack') {
      send({ id: '1', type: 'subscribe', payload: { query: print(document), variables } });
    } else if (type === 'next') say(heardOf(payload as Result<T>));
    else if (type === 'error') say(refusedBy(payload as AnswerError[]));
    else if (type === 'ping') send({ type: 'pong' });
    if (type === 'error' || type === 'complete') {
      say({ kind: 'ended', why: type });
      socket.close(1000);
    }
  });
  // The close that follows says it.
  socket.on('error', () => undefined);
  socket.once('close', (code, reason) => {
    clearInterval(watch);
    say({ kind: 'ended', why: `${String(code)} ${reason.toString()}`.trim() });
  });
  return {
    close: () => {
      socket.terminate();
    },
    pause: () => {
      isPaused = true;
      socket.pause();
    },
    resume: () => {
      isPaused = false;
      heardAt = performance.now();
      socket.resume();
    },
  };
}

/** Follows over server-sent events, distinct connections mode of the graphql-sse protocol. */
export function followByEvents<T, V>({ gateway, token, document, variables, hear }: Following<T, V>): Line {
  const say = once(hear);
  const stopped = new AbortController();
  let heardAt = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - heardAt > SILENT_EVENTS_MS) stopped.abort();
  }, PING_MS);
  const read = async () => {
    const response = await fetch(graphqlOf(gateway), {
      method: 'POST',
      headers: { ...headersOf({ token }), accept: 'text/event-stream' },
      body: JSON.stringify({ query: print(document), variables }),
      signal: stopped.signal,
    });
    if (!response.body || !response.headers.get('content-type')?.includes('event-stream')) {
      await response.body?.cancel();
      return `status ${String(response.status)}`;
    }
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      heardAt = performance.now();
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, event, data] = /^event: (\w+)\ndata:(.*)$/m.exec(block) ?? [];
        if (event === 'next') say(heardOf(JSON.parse(data ?? '') as Result<T>));
        if (event === 'complete') return 'complete';
      }
    }
    return 'cut';
  };
  void read()
    .catch((error: unknown) => String(error))
    .then((why) => {
      clearInterval(watch);
      stopped.abort();
      say({ kind: 'ended', why });
    });
  return {
    close: () => {
      stopped.abort();
    },
    // Only sockets are paused.
    pause: () => undefined,
    resume: () => undefined,
  };
}
