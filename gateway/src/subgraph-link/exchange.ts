import { PLAIN_HEADER } from '@parley/kit';
import type { Dispatcher } from 'undici';

/** What came back: a status, and the text as it arrived. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  /** What came is no text. */
  readonly bytes?: Buffer;
  /** The text is exactly `{"data":…}`. */
  readonly isPlain: boolean;
}

/** Why nothing came back: it broke, or we gave it up. */
export type Failure = { readonly error: Error } | { readonly givenUp: 'late' | 'unwanted' | 'silent' };

/**
 * One question and its answer, over a wire or over undici's bare dispatch: no streams and signals are made for it, which
 * would cost more than the rest.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** performance.now() */
  readonly since = performance.now();
  private readonly settled = Promise.withResolvers<Reply | Failure>();
  private readonly chunks: Buffer[] = [];
  private cancel: ((error: Error) => void) | null = null;
  private status = 0;
  private isPlain = false;
  private isBinary = false;
  private isOver = false;

  /** @param onGone told once, when nothing is kept of it any more */
  constructor(private readonly onGone: (exchange: Exchange) => void) {}

  get outcome(): Promise<Reply | Failure> {
    return this.settled.promise;
  }

  /** Nobody waits any more: whoever works on it is told by the end of its connection. */
  giveUp(why: 'late' | 'unwanted' | 'silent'): void {
    if (this.isOver) return;
    this.isOver = true;
    this.settled.resolve({ givenUp: why });
    this.cancel?.(new Error('Given up'));
  }

  /** It is on its way. @param cancel tells whoever works on it that nobody waits */
  began(cancel: (error: Error) => void): void {
    this.cancel = cancel;
    // It was given up while it waited for a connection.
    if (this.isOver) cancel(new Error('Given up'));
  }

  answered(reply: Reply): void {
    this.isOver = true;
    this.settled.resolve(reply);
    this.onGone(this);
  }

  broke(error: Error): void {
    this.isOver = true;
    this.settled.resolve({ error });
    this.onGone(this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.began((error) => {
      controller.abort(error);
    });
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, unknown>,
  ): void {
    this.status = status;
    this.isPlain = headers[PLAIN_HEADER] === '1';
    this.isBinary = headers['content-type'] === 'application/octet-stream';
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.chunks;
    const bytes = this.chunks.length === 1 && only ? only : Buffer.concat(this.chunks);
    if (this.isBinary) this.answered({ status: this.status, text: '', bytes, isPlain: false });
    else this.answered({ status: this.status, text: bytes.toString(), isPlain: this.isPlain });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.broke(error);
  }
}
