import type { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import { openSubscriptions } from '../metrics.js';
import { Refused } from '../operation.js';
import { closing } from './connections.js';
import type { Following } from './execution.js';
import { Outlet, type Wire } from './outlet.js';
import type { Sink } from './sink.js';

const FRAME = { binary: false, fin: true } as const;
const TAIL = 0x7d; // "}"
const GONE_MS = 1_000;

/** What leaves by a WebSocket. */
export function socketOutlet(socket: WebSocket): Outlet {
  const wire: Wire = {
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    get waitingBytes() {
      return socket.bufferedAmount;
    },
    write(frame, taken) {
      if (taken) socket.send(frame, FRAME, taken);
      else socket.send(frame, FRAME);
    },
    giveUp() {
      socket.close(closing.tooSlow.code, closing.tooSlow.reason);
      // The close waits behind everything that was not taken; who takes nothing never answers it.
      setTimeout(() => {
        socket.terminate();
      }, GONE_MS).unref();
    },
  };
  return new Outlet(wire);
}

type Result = IteratorResult<never, undefined>;

interface Awaiting {
  readonly resolve: (result: Result) => void;
  readonly reject: (why: Refused) => void;
}

/** How a subscription ended: with errors, or simply. */
interface Outcome {
  readonly errors: readonly GraphQLError[] | null;
}

/**
 * One subscription of a socket. graphql-ws is given a stream that never yields: answers are written to the socket
 * directly, each as the frame of its own id around bytes that all sockets share.
 */
export class SocketStream implements Sink, AsyncGenerator<never, void, undefined> {
  private readonly head: Buffer;
  private following: Following | null = null;
  private outcome: Outcome | null = null;
  private awaiting: Awaiting | null = null;

  constructor(
    private readonly outlet: Outlet,
    id: string,
  ) {
    this.head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  get isFull(): boolean {
    return this.outlet.isFull;
  }

  begin(follow: (sink: Sink) => Following): this {
    openSubscriptions.inc();
    this.following = follow(this);
    return this;
  }

  send(payload: Buffer): void {
    const { head } = this;
    const frame = Buffer.allocUnsafe(head.length + payload.length + 1);
    head.copy(frame);
    payload.copy(frame, head.length);
    frame[frame.length - 1] = TAIL;
    this.outlet.write(frame);
  }

  whenRoom(go: () => void): void {
    this.outlet.whenRoom(go);
  }

  fail(errors: readonly GraphQLError[]): void {
    this.finish({ errors });
  }

  complete(): void {
    this.finish({ errors: null });
  }

  /** graphql-ws waits here for the end: it then sends `complete`, or the errors. */
  next(): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.awaiting = { resolve, reject };
      this.tell();
    });
  }

  /** The client left, or its socket did. */
  return(): Promise<Result> {
    this.finish({ errors: null });
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(): Promise<Result> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private finish(outcome: Outcome): void {
    if (this.outcome) return;
    this.outcome = outcome;
    openSubscriptions.dec();
    this.following?.stop();
    this.tell();
  }

  private tell(): void {
    const { outcome, awaiting } = this;
    if (!outcome || !awaiting) return;
    this.awaiting = null;
    if (outcome.errors) awaiting.reject(new Refused(outcome.errors));
    else awaiting.resolve({ done: true, value: undefined });
  }
}
