import { marked, type SocketClient } from './socket-client.js';

/** Something that tells many sockets of what is published to it. */
export interface Target {
  /** How many frames each socket gets of one publication. */
  readonly heardBySocket: number;
  /** Opens the n-th socket; resolves when it would hear what is published from now on. */
  join(n: number, hear: (mark: number, bytes: number) => void): Promise<SocketClient>;
  /** Publishes a text that holds a mark, once to each of its groups. */
  publish(text: string): Promise<void>;
}

const AT_ONCE = 50;
const DELIVERY_MS = 20_000;

/** How a message arrived. */
export interface Told {
  /** From before it was published until the last socket had heard it. */
  readonly milliseconds: number;
  /** How many deliveries had not come when the wait was given up. */
  readonly missing: number;
}

/** The sockets of one run, and what each of them heard. */
export class Crowd {
  /** Length of the frame that was heard last. */
  frameBytes = 0;
  private readonly sockets: SocketClient[] = [];
  private awaited = { mark: -1, left: 0, done: (): void => undefined };
  private published = 0;

  constructor(private readonly target: Target) {}

  get size(): number {
    return this.sockets.length;
  }

  /** Lets sockets join until there are as many. */
  async gather(size: number): Promise<void> {
    const hear = (mark: number, bytes: number): void => {
      if (mark !== this.awaited.mark) return;
      this.frameBytes = bytes;
      if (--this.awaited.left === 0) this.awaited.done();
    };
    while (this.sockets.length < size) {
      const from = this.sockets.length;
      const batch = Array.from({ length: Math.min(AT_ONCE, size - from) }, (_, k) =>
        this.target.join(from + k, hear),
      );
      this.sockets.push(...(await Promise.all(batch)));
    }
  }

  /** Publishes once and waits until the last socket has heard it, or for as long as anybody would. */
  async tell(): Promise<Told> {
    const mark = this.published++;
    const heard = this.heardByAll(mark);
    const before = performance.now();
    const published = this.target.publish(marked(mark));
    const [missing] = await Promise.all([heard, published]);
    return { milliseconds: performance.now() - before, missing };
  }

  disperse(): void {
    for (const socket of this.sockets.splice(0)) socket.close();
  }

  /** How many deliveries did not come in time. */
  private heardByAll(mark: number): Promise<number> {
    const left = this.sockets.length * this.target.heardBySocket;
    if (left === 0) return Promise.resolve(0);
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(late);
        resolve(this.awaited.left);
      };
      const late = setTimeout(end, DELIVERY_MS);
      this.awaited = { mark, left, done: end };
    });
  }
}
