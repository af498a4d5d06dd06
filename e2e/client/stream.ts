/**
 * What a subscription delivered, read one by one in order. A test waits for what must come (`until`, `next`) and for
 * the end (`rest`); it never waits for time to pass.
 */
export class Stream<T> implements AsyncDisposable {
  constructor(
    private readonly source: AsyncIterator<T, unknown>,
    private readonly leave: () => void = () => undefined,
  ) {}

  /** The next event. @throws when the stream ended instead */
  async next(): Promise<T> {
    const { value, done } = await this.source.next();
    if (done) throw new Error('The stream ended before the event that was awaited');
    return value;
  }

  /** Every event up to and including the first that answers `isLast`. */
  async until(isLast: (event: T) => boolean): Promise<T[]> {
    const seen: T[] = [];
    for (;;) {
      const event = await this.next();
      seen.push(event);
      if (isLast(event)) return seen;
    }
  }

  /** The first event that answers `isIt`; those before it are passed over. */
  async find<S extends T>(isIt: (event: T) => event is S): Promise<S>;
  async find(isIt: (event: T) => boolean): Promise<T>;
  async find(isIt: (event: T) => boolean): Promise<T> {
    for (;;) {
      const event = await this.next();
      if (isIt(event)) return event;
    }
  }

  /** Everything that still comes until the stream ends by itself. */
  async rest(): Promise<T[]> {
    const seen: T[] = [];
    for (let step = await this.source.next(); !step.done; step = await this.source.next()) {
      seen.push(step.value);
    }
    return seen;
  }

  /** The same stream with each event made into something else. */
  map<U>(change: (event: T) => U): Stream<U> {
    const { source } = this;
    const changed: AsyncIterator<U, unknown> = {
      async next() {
        const step = await source.next();
        return step.done ? step : { done: false, value: change(step.value) };
      },
      async return() {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
    return new Stream(changed, this.leave);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.source.return?.();
    this.leave();
  }
}
