import { marked, SocketClient } from './socket-client.js';

/** Something that tells many sockets of what is published to it. */
export interface Target {
  readonly pid: number;
  /** Opens the n-th socket; resolves when it would hear what is published from now on. */
  join(n: number, hear: (mark: number, bytes: number) => void): Promise<SocketClient>;
  /** Publishes a text that holds `mark`. */
  publish(text: string): Promise<void>;
}

const AT_ONCE = 50;
const DELIVERY_MS = 20_000;

/** The sockets of one run, and what each of them heard. */
export class Crowd {
  /** Length of the frame that was heard last. */
  frameBytes = 0;
  private readonly sockets: SocketClient[] = [];
  private awaited = { mark: -1, left: 0, done: (): void => undefined };
  private published = 0;

  constructor(private readonly target: Target) {}

  async gather(size: number): Promise<void> {
    const hear = (mark: number, bytes: number): void => {
      if (mark !== this.awaited.mark) return;
      this.frameBytes = bytes;
      if (--this.awaited.left === 0) this.awaited.done();
    };
    for (let n = 0; n < size; n += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, size - n) }, (_, k) => this.target.join(n + k, hear));
      this.sockets.push(...(await Promise.all(batch)));
    }
  }

  /** Publishes once and gives the milliseconds until the last socket has heard it. */
  async tell(): Promise<number> {
    const text = marked(this.published++);
    const heardByAll = this.heardByAll(this.published - 1);
    const before = performance.now();
    await Promise.all([this.target.publish(text), heardByAll]);
    return performance.now() - before;
  }

  disperse(): void {
    for (const socket of this.sockets.splice(0)) socket.close();
  }

  private heardByAll(mark: number): Promise<void> {
    if (this.sockets.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${String(this.awaited.left)} sockets did not hear message ${String(mark)}`));
      }, DELIVERY_MS);
      const done = (): void => {
        clearTimeout(late);
        resolve();
      };
      this.awaited = { mark, left: this.sockets.length, done };
    });
  }
}
