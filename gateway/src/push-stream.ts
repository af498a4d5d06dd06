/** What the producing side of a stream holds. */
export interface Pushed<T> {
  readonly stream: AsyncGenerator<T, void, undefined>;
  /** False when the consumer is `capacity` values behind: the value was not taken. */
  push(value: T): boolean;
  /** The consumer still gets what waits, then the end. */
  end(): void;
}

/**
 * An async generator over values that are pushed. Unlike one made with `function*` it hears `return()` while a value
 * is awaited, so that a vanished consumer holds nothing; and what waits in it is bounded.
 */
export function pushStream<T>(capacity: number, onReturn: () => void): Pushed<T> {
  const waiting: T[] = [];
  let awaited: ((result: IteratorResult<T, undefined>) => void) | null = null;
  let ended = false;
  const answer = (result: IteratorResult<T, undefined>): void => {
    awaited?.(result);
    awaited = null;
  };
  const end = (): void => {
    ended = true;
    if (awaited) answer({ done: true, value: undefined });
  };
  const stop = (): Promise<IteratorResult<T, undefined>> => {
    waiting.length = 0;
    if (!ended) onReturn();
    end();
    return Promise.resolve({ done: true, value: undefined });
  };
  const stream: AsyncGenerator<T, void, undefined> = {
    next() {
      if (waiting.length > 0) return Promise.resolve({ done: false, value: waiting.shift() as T });
      if (ended) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => (awaited = resolve));
    },
    return: stop,
    throw: stop,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
  return {
    stream,
    end,
    push(value) {
      if (ended) return true;
      if (awaited) answer({ done: false, value });
      else if (waiting.length >= capacity) return false;
      else waiting.push(value);
      return true;
    },
  };
}
