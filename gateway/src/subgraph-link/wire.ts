import { request as requestHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import {
  bareFrame,
  FrameError,
  FrameReader,
  FrameWriter,
  frameKinds,
  PROOF_HEADER,
  questionFrame,
  readAnswer,
  WIRE_PATH,
  WIRE_PROTOCOL,
  type Frame,
  type WireQuestion,
} from '@parley/kit';
import type { Exchange } from './exchange.js';
import { CONNECT_MS, type Target } from './targets.js';

/** What a wire is opened with. */
interface WireOptions {
  readonly target: Target;
  readonly proof: () => string;
}

/** The connection was lost before the question had left this process. */
export class NeverSentError extends Error {}

/** The connection was lost while the question was under way: nobody knows what became of it. */
class LostError extends Error {}

/** The largest answer that is taken. */
const MOST_BYTES = 256 * 1_048_576;
/** How long after a wire was lost, or could not be had, the next is tried. */
const AGAIN_MS = 1_000;
const MOST_IDS = 2 ** 32;

/**
 * Many questions on one connection. Over HTTP/1.1 each waits for a connection of its own, and brings headers that are
 * written and read each time; here what a turn of the event loop asks leaves in one write. Questions go over HTTP while
 * there is no wire, so that one which is lost, or which the other side does not know, costs nothing but speed.
 */
export class Wire {
  private readonly asked = new Map<number, Exchange>();
  /** Of these nothing has left this process. */
  private readonly unsent = new Set<number>();
  private opening: ClientRequest | null = null;
  private stream: Duplex | null = null;
  private writer: FrameWriter | null = null;
  private triedAt = -Infinity;
  private lastId = 0;
  private isStopped = false;

  constructor(private readonly options: WireOptions) {
    this.open();
  }

  /** Whether it can be asked now; where it cannot, it is tried again by and by. */
  get isOpen(): boolean {
    if (this.writer) return true;
    this.open();
    return false;
  }

  /** Only what fits, and only while it is open. */
  ask(question: WireQuestion, exchange: Exchange): void {
    const id = this.newId();
    this.asked.set(id, exchange);
    this.unsent.add(id);
    exchange.began((error) => {
      if (!this.asked.delete(id)) return;
      this.writer?.write(bareFrame(id, frameKinds.cancel));
      exchange.broke(error);
    });
    this.writer?.write(questionFrame(id, question));
  }

  /** Nobody answers there: what was asked is lost. */
  cut(): void {
    this.stream?.destroy();
  }

  stop(): void {
    this.isStopped = true;
    this.opening?.destroy();
    this.cut();
  }

  private newId(): number {
    this.lastId = (this.lastId + 1) % MOST_IDS;
    return this.lastId;
  }

  private open(): void {
    const now = performance.now();
    if (this.isStopped || this.stream || this.opening || now - this.triedAt < AGAIN_MS) return;
    this.triedAt = now;
    const { target, proof } = this.options;
    const { origin, lookup } = target;
    const options: RequestOptions = {
      path: WIRE_PATH,
      timeout: CONNECT_MS,
      headers: { connection: 'Upgrade', upgrade: WIRE_PROTOCOL, [PROOF_HEADER]: proof() },
      ...(lookup && { lookup }),
    };
    const opening = (origin.startsWith('https:') ? requestHttps : requestHttp)(origin + WIRE_PATH, options);
    this.opening = opening;
    const forget = (): void => {
      if (this.opening === opening) this.opening = null;
    };
    opening.once('upgrade', (_response, stream, head) => {
      forget();
      this.use(stream, head);
    });
    // Another answer, silence or none at all: HTTP says what is wrong there, with every question.
    opening.once('response', (response) => {
      response.resume();
      forget();
    });
    opening.once('timeout', () => opening.destroy());
    opening.on('error', forget);
    opening.once('close', forget);
    opening.end();
  }

  private use(stream: Duplex, head: Buffer): void {
    if (this.isStopped) {
      stream.destroy();
      return;
    }
    this.stream = stream;
    this.writer = new FrameWriter(stream, () => {
      this.unsent.clear();
    });
    const reader = new FrameReader(MOST_BYTES, (frame) => {
      this.take(frame);
    });
    const read = (chunk: Buffer): void => {
      try {
        reader.read(chunk);
      } catch (error) {
        // Nothing after what is no frame can be read.
        if (!(error instanceof FrameError)) throw error;
        stream.destroy(error);
      }
    };
    stream.on('data', read);
    // What broke is told to each question when the stream closes.
    stream.on('error', () => undefined);
    stream.once('end', () => {
      this.writer = null;
      stream.end();
    });
    stream.once('close', () => {
      this.lost();
    });
    if (head.length > 0) read(head);
  }

  private take({ id, kind, payload }: Frame): void {
    // What was asked is still answered; what comes now is asked over HTTP, of whoever takes it.
    if (kind === frameKinds.leaving) this.writer = null;
    if (kind !== frameKinds.answer) return;
    const exchange = this.asked.get(id);
    this.asked.delete(id);
    exchange?.answered(readAnswer(payload));
  }

  private lost(): void {
    this.stream = null;
    this.writer = null;
    this.triedAt = performance.now();
    const exchanges = [...this.asked];
    const unsent = new Set(this.unsent);
    this.asked.clear();
    this.unsent.clear();
    for (const [id, exchange] of exchanges) {
      exchange.broke(unsent.has(id) ? new NeverSentError() : new LostError());
    }
  }
}
