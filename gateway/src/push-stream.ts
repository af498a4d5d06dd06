type Result<T> = IteratorResult<T, undefined>;

/**
 * An async generator over values that are pushed. Unlike one made with `function*` it hears `return()` while a value
 * is awaited, so that a vanished consumer holds nothing; and what waits in it is bounded.
 */
export class PushStream<T> implements AsyncGenerator<T, void, undefined> {
  private readonly waiting: T[] = [];
  private awaited: ((result: Result<T>) => void) | null = null;
  private ended = false;

  /** @param onReturn the consumer left before the end */
  constructor(
    private readonly capacity: number,
    private readonly onReturn: () => void,
  ) {}

  /** False when the consumer is `capacity` values behind: the value was not taken. */
  push(value: T): boolean {
    if (this.ended) return true;
    if (this.awaited) this.answer({ done: false, value });
    else if (this.waiting.length >= this.capacity) return false;
    else this.waiting.push(value);
    return true;
  }

  /** The consumer still gets what waits, then `last` however much that is, then the end. */
  end(last?: T): void {
    if (last !== undefined && !this.ended) {
      if (this.awaited) this.answer({ done: false, value: last });
      else this.waiting.push(last);
    }
    this.ended = true;
    this.answer({ done: true, value: undefined });
  }

  next(): Promise<Result<T>> {
    const [value] = this.waiting.splice(0, 1);
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.awaited = resolve));
  }

  return(): Promise<Result<T>> {
    this.waiting.length = 0;
    if (!this.ended) this.onReturn();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(): Promise<Result<T>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private answer(result: Result<T>): void {
    this.awaited?.(result);
    this.awaited = null;
  }
}
