import type { Audience } from './audience.js';
import { follow } from './follower.js';
import { marked, type SocketClient } from './socket-client.js';

const CURSOR = /"cursor":"([^"]+)"/;
/** The cursor is asked for first; the text after it may be long. */
const HEAD = 400;

/** Somebody who follows one channel, notes what they hear, and comes back to where they were. */
export class Listener {
  /** The marks that were heard, in order. */
  readonly heard: number[] = [];
  /** Why the server ended the socket, if it did. */
  ended: string | null = null;
  socket: SocketClient | null = null;
  private cursor: string | undefined;

  constructor(
    private readonly n: number,
    private readonly channelId: string,
    private readonly audience: Audience,
    /** Also told of each mark as it comes. */
    private readonly onMark: (mark: number, n: number) => void = () => undefined,
  ) {}

  /** Follows after what was heard last; resolves when caught up. @throws Error when it is refused */
  async join(url: string): Promise<void> {
    this.ended = null;
    const followed = [{ channelId: this.channelId, after: this.cursor }];
    this.socket = await follow(url, this.audience.tokenOf(this.n), followed, {
      onMark: (mark, _bytes, payload) => {
        this.heard.push(mark);
        this.cursor = CURSOR.exec(payload.toString('latin1', 0, HEAD))?.[1] ?? this.cursor;
        this.onMark(mark, this.n);
      },
      onCaughtUp: (_channelId, cursor) => {
        this.cursor = cursor;
      },
      onEnd: (reason) => {
        this.ended = reason;
      },
    });
  }

  leave(): void {
    this.socket?.close();
  }

  /** How many of the marks were not heard, or not exactly once and in order. */
  faults(from: number, until: number): number {
    let next = from;
    let faults = 0;
    for (const mark of this.heard) {
      if (mark < from) continue;
      if (mark === next) next += 1;
      else faults += 1;
    }
    return faults + Math.max(0, until - next);
  }
}

/** Does `work` for each, so many at a time. */
export async function eachOf<T>(
  all: readonly T[],
  atOnce: number,
  work: (each: T, n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < all.length; n = next++) {
      const each = all[n];
      if (each !== undefined) await work(each, n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** The text of a message with that mark, and as long as asked. */
export const textOf = (mark: number, length = 0): string => marked(mark).padEnd(length, '.');
