import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CONNECT_MS, type Target } from './targets.js';

/** How a stream came to its end: by itself, by a refusal, or because the connection was lost under it. */
export type End = 'complete' | 'refused' | 'lost';

/** A subscription as it travels; `extensions.proof` says on whose behalf. */
export interface LinePayload {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly extensions: Record<string, unknown>;
}

/** A stream on a line. */
export interface LineStream {
  readonly ended: Promise<End>;
  leave(): void;
}

interface LineOptions {
  readonly target: Target;
  /** What opens the connection. */
  readonly proof: () => string;
  /** Told once, with the close code (RFC 6455; 1006 when it broke). */
  readonly onClose: (code: number) => void;
}

/** How long the acknowledgement of a connection may take. */
const ACKNOWLEDGE_MS = 1_500;
/** A ping each second; one that is unanswered for three means that nobody is there, whatever TCP says. */
const PING_MS = 1_000;
const SILENCE_MS = 3_000;

/**
 * One graphql-ws connection to one process, opened at once and never reopened. It carries any number of streams, tells
 * of the process' end by closing, and finds by pings that a process is suspended or out of reach.
 */
export class Line {
  private readonly client: Client;
  private socket: WebSocket | null = null;
  private closed = false;

  constructor({ target, proof, onClose }: LineOptions) {
    this.client = createClient({
      url: new URL('/graphql', target.origin).href.replace(/^http/, 'ws'),
      webSocketImpl: socketTo(target, (socket) => {
        this.socket = socket;
        watch(socket);
        socket.once('close', (code: number) => {
          if (this.closed) return;
          this.closed = true;
          onClose(code);
        });
      }),
      connectionParams: () => ({ proof: proof() }),
      lazy: false,
      retryAttempts: 0,
      // Each stream is told as well, and whoever holds the line by onClose.
      onNonLazyError: () => undefined,
    });
  }

  follow(payload: LinePayload, next: (answer: unknown) => void): LineStream {
    if (this.closed) return { ended: Promise.resolve('lost'), leave: () => undefined };
    const { promise: ended, resolve } = Promise.withResolvers<End>();
    const leave = this.client.subscribe(payload, {
      next,
      // An operation is refused by a list of errors; all else is the connection's end.
      error: (error) => {
        resolve(Array.isArray(error) ? 'refused' : 'lost');
      },
      complete: () => {
        resolve('complete');
      },
    });
    return { ended, leave };
  }

  /** Nobody is there any more: its streams end as lost. */
  end(): void {
    this.socket?.terminate();
  }

  /** We need it no longer. */
  stop(): void {
    this.closed = true;
    // It rejects when there was no connection yet, which is as well.
    this.client.dispose()?.catch(() => undefined);
    this.socket?.terminate();
  }
}

/** The class that graphql-ws makes its one socket of. */
const socketTo = (target: Target, made: (socket: WebSocket) => void): object =>
  class extends WebSocket {
    constructor(url: string, protocol: string) {
      const lookup = target.lookup && { lookup: target.lookup };
      super(url, protocol, { handshakeTimeout: CONNECT_MS, perMessageDeflate: false, ...lookup });
      made(this);
    }
  };

/** Ends a connection on which nothing is heard: unacknowledged, or a ping without an answer. */
function watch(socket: WebSocket): void {
  let unanswered: number | null = null;
  const acknowledged = setTimeout(() => {
    socket.terminate();
  }, CONNECT_MS + ACKNOWLEDGE_MS);
  const isSilent = (): boolean => unanswered !== null && Date.now() - unanswered >= SILENCE_MS;
  const pings = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (unanswered === null) {
      unanswered = Date.now();
      socket.ping();
    } else if (isSilent()) {
      // It may be we who were busy: what waits to be read is read before this is decided.
      setImmediate(() => {
        if (isSilent()) socket.terminate();
      });
    }
  }, PING_MS);
  const heard = (): void => {
    unanswered = null;
  };
  socket.once('message', () => {
    clearTimeout(acknowledged);
  });
  socket.on('message', heard);
  socket.on('pong', heard);
  socket.once('close', () => {
    clearTimeout(acknowledged);
    clearInterval(pings);
  });
}
