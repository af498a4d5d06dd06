/** How many values may be in the making, or waiting to be taken, at once. */
const WINDOW = 256;

/** Reads a source ahead and maps what it yields, several at once. */
class Ahead<T> {
  readonly begun: Promise<T>[] = [];
  isOver = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly map: (value: unknown) => Promise<T>,
    private readonly signal: AbortSignal,
  ) {}

  async read(): Promise<void> {
    try {
      while (!this.signal.aborted) {
        const next: IteratorResult<unknown, unknown> = await this.source.next();
        if (next.done) return;
        const mapped = this.map(next.value);
        // A failure is told to whoever takes it; until then it must not count as unhandled.
        mapped.catch(() => undefined);
        this.begun.push(mapped);
        this.wake();
        if (this.begun.length >= WINDOW) await this.pause();
      }
    } finally {
      this.isOver = true;
      this.wake();
    }
  }

  /** Waits until a value was begun; false at the end. */
  async filled(): Promise<boolean> {
    while (this.begun.length === 0 && !this.isOver && !this.signal.aborted) await this.pause();
    return this.begun.length > 0;
  }

  /** The oldest that was begun. */
  async take(): Promise<T | undefined> {
    const value = await this.begun[0];
    void this.begun.shift();
    this.wake();
    return value;
  }

  /** The source may be waiting for an event that never comes; only its own return() ends that wait. */
  readonly leave = (): void => {
    void this.source.return?.();
    this.wake();
  };

  /** The reader waits for room or the taker for a value, never both. */
  private pause(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}

/**
 * Maps a source with several values at once, keeping its order. The source is read ahead by no more than a window;
 * aborting ends it even while it waits.
 */
export async function* inOrder<T>(
  source: AsyncIterator<unknown>,
  map: (value: unknown) => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const ahead = new Ahead(source, map, signal);
  signal.addEventListener('abort', ahead.leave, { once: true });
  const reading = ahead.read();
  reading.catch(() => undefined);
  try {
    while (await ahead.filled()) yield (await ahead.take()) as T;
    await reading;
  } finally {
    signal.removeEventListener('abort', ahead.leave);
    ahead.leave();
  }
}
