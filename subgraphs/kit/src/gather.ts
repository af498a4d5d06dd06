import type { RequestContext } from './context.js';

/** Writes many things of one kind in one statement; answers in their order. Module-level, so that it is known again. */
export type WriteMany<C, I, R> = (ctx: C, items: readonly I[]) => Promise<readonly R[]>;

type AnyWrite = WriteMany<RequestContext, unknown, unknown>;

interface Waiting {
  readonly write: AnyWrite;
  readonly item: unknown;
  readonly written: PromiseWithResolvers<unknown>;
}

/**
 * What the members of one common transaction write at the same place. A statement is run when everybody waits for one
 * or is done: each of them takes its locks once, in an order of its own, so that two transactions never wait for each
 * other.
 */
export class Gathering {
  private waiting: Waiting[] = [];

  /** @param acting how many members there are */
  constructor(
    private readonly reader: RequestContext,
    private acting: number,
  ) {}

  add(write: AnyWrite, item: unknown): Promise<unknown> {
    const written = Promise.withResolvers<unknown>();
    this.waiting.push({ write, item, written });
    this.leave();
    return written.promise;
  }

  /** A member waits, or is done. */
  leave(): void {
    this.acting -= 1;
    if (this.acting === 0 && this.waiting.length > 0) void this.flush();
  }

  private async flush(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    this.acting = waiting.length;
    for (const [write, batch] of Map.groupBy(waiting, (each) => each.write)) {
      try {
        const results = await write(
          this.reader,
          batch.map(({ item }) => item),
        );
        for (const [n, { written }] of batch.entries()) written.resolve(results[n]);
      } catch (error) {
        // It is everybody's who took part in the statement.
        for (const { written } of batch) written.reject(error);
      }
    }
  }
}

const gatherings = new WeakMap<
  RequestContext,
  { readonly gathering: Gathering; readonly onWrite: () => void }
>();

/** Makes gather() of a context write with the others of `gathering`. */
export const gatheringIn = (ctx: RequestContext, gathering: Gathering, onWrite: () => void): void => {
  gatherings.set(ctx, { gathering, onWrite });
};

/** Writes one thing; within groupTransaction() in one statement with what the others write by the same function. */
export async function gather<C extends RequestContext, I, R>(
  ctx: C,
  write: WriteMany<C, I, R>,
  item: I,
): Promise<R> {
  const group = gatherings.get(ctx);
  if (!group) return (await write(ctx, [item]))[0] as R;
  group.onWrite();
  return (await group.gathering.add(write as unknown as AnyWrite, item)) as R;
}
