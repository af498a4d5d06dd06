import type { Caller } from '@parley/kit';

/** What tells an execution that nobody waits for it any more: called with what ends it. */
export type WhenGone = (end: () => void) => void;

/** Begins an execution. */
export type Execute<T> = (whenGone: WhenGone) => Promise<T>;

/** An execution that begins at the end of this turn, and how many wait for it. */
class Shared<T> {
  private readonly told = Promise.withResolvers<T>();
  private waiting = 0;
  private end: () => void = () => undefined;

  constructor(private readonly execute: Execute<T>) {}

  join(gone: AbortSignal | undefined): Promise<T> {
    if (!gone?.aborted) this.waiting += 1;
    gone?.addEventListener('abort', this.leave, { once: true });
    return this.told.promise;
  }

  begin(): void {
    const running = this.execute((end) => {
      this.end = end;
      if (this.waiting === 0) end();
    });
    running.then(this.told.resolve, this.told.reject);
  }

  private readonly leave = (): void => {
    this.waiting -= 1;
    if (this.waiting === 0) this.end();
  };
}

/**
 * Equal queries of one viewer that arrive in the same turn of the event loop are executed once. Not those that arrive
 * while one runs: it may have read what has changed since, and whoever was just told of a change must find it.
 */
export class SameTurn<T> {
  /** By who asks: what identity said of one credential is one object for as long as it holds. */
  private turn = new Map<object, Map<string, Shared<T>>>();

  /** @param key the same for the same question @param execute answers it */
  run(
    { viewer, client }: Caller,
    key: string,
    gone: AbortSignal | undefined,
    execute: Execute<T>,
  ): Promise<T> {
    // Nobody in particular is not the same as anybody else.
    const who = viewer ?? client;
    if (this.turn.size === 0) setImmediate(this.begin);
    const own = this.turn.get(who) ?? new Map<string, Shared<T>>();
    this.turn.set(who, own);
    const full = `${client.ip} ${client.country ?? ''} ${client.userAgent} ${client.refreshToken ?? ''} ${key}`;
    const shared = own.get(full) ?? new Shared(execute);
    own.set(full, shared);
    return shared.join(gone);
  }

  private readonly begin = (): void => {
    const { turn } = this;
    this.turn = new Map();
    for (const own of turn.values()) for (const shared of own.values()) shared.begin();
  };
}
