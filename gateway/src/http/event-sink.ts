import type { ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { openSubscriptions } from '../metrics.js';
import { renderAnswer } from '../executor.js';
import type { Following } from '../subscriptions/execution.js';
import { Outlet, type Wire } from '../subscriptions/outlet.js';
import type { Sink } from '../subscriptions/sink.js';

const HEAD = Buffer.from('event: next\ndata: ');
const TAIL = Buffer.from('\n\n');
/** The last event of a stream. */
export const COMPLETE = 'event: complete\ndata:\n\n';

/** The bytes of one answer as a server-sent event. */
export const eventOf = (payload: Buffer): Buffer => Buffer.concat([HEAD, payload, TAIL]);

function responseWire(response: ServerResponse): Wire {
  return {
    get isOpen() {
      return !response.writableEnded && !response.destroyed;
    },
    get waitingBytes() {
      return response.writableLength;
    },
    write(frame, taken) {
      response.write(frame, taken);
    },
    giveUp() {
      response.destroy();
    },
  };
}

/** One subscription over server-sent events: every answer as `next`, the reasons of a refusal too, then `complete`. */
export class EventSink implements Sink {
  private readonly outlet: Outlet;
  private following: Following | null = null;
  private isOver = false;

  constructor(private readonly response: ServerResponse) {
    this.outlet = new Outlet(responseWire(response));
    response.once('close', () => {
      this.finish();
    });
  }

  get isFull(): boolean {
    return this.outlet.isFull;
  }

  begin(follow: (sink: Sink) => Following): void {
    openSubscriptions.inc();
    this.following = follow(this);
    if (this.isOver) this.following.stop();
  }

  send(payload: Buffer): void {
    this.outlet.write(eventOf(payload));
  }

  whenRoom(go: () => void): void {
    this.outlet.whenRoom(go);
  }

  /** An EventSource cannot read any other refusal than an answer. */
  fail(errors: readonly GraphQLError[]): void {
    this.send(Buffer.from(renderAnswer({ data: null, errors })));
    this.complete();
  }

  complete(): void {
    if (!this.response.writableEnded) this.response.end(COMPLETE);
    this.finish();
  }

  private finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    openSubscriptions.dec();
    this.outlet.close();
    this.following?.stop();
  }
}
