/** The sending of one file, as far as somebody steers it: it can be paused, gone on with, and given up. */
export class Sending {
  private readonly over = new AbortController();
  private held = new AbortController();
  private gate: Promise<unknown> = Promise.resolve();
  private open = (): void => undefined;

  /** Ends when it is given up. */
  readonly signal = this.over.signal;

  /** Ends when it is paused; another one with each time that it goes on. */
  get hold(): AbortSignal {
    return this.held.signal;
  }

  get isGivenUp(): boolean {
    return this.signal.aborted;
  }

  /** Settles as soon as it is not paused. */
  goesOn(): Promise<unknown> {
    return this.gate;
  }

  pause(): void {
    if (this.hold.aborted) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.gate = promise;
    this.open = () => {
      resolve(undefined);
    };
    this.held.abort();
  }

  goOn(): void {
    if (!this.hold.aborted) return;
    this.held = new AbortController();
    this.open();
  }

  giveUp(): void {
    this.over.abort();
    this.open();
  }
}
