import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Caller, ExecutionAnswer, Logger, Viewer } from '@parley/kit';
import type { SubgraphLink } from '../subgraph-link/link.js';

/** Something that happened to a viewer's account. */
export interface AccountEvent {
  readonly __typename: string;
  readonly cursor: string;
  readonly sessionId?: string;
}

export type AccountListener = (event: AccountEvent) => void;

const CURSOR = 'query AccountCursor { viewer { accountCursor } }';
const EVENTS = `subscription AccountEvents($after: Cursor) {
  viewerEvents(after: $after) { __typename cursor ... on SessionRevoked { sessionId } }
}`;
const ANSWER_MS = 5_000;
const RETRY_MS = { least: 250, most: 3_000 };

/** What identity says about the accounts of connected viewers, as it happens: one upstream for each viewer. */
export class AccessWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly identity: SubgraphLink,
    private readonly logger: Logger,
  ) {}

  /** Resolves when nothing that happens from now on can be missed. */
  async listen(viewer: Viewer, listener: AccountListener): Promise<() => void> {
    const watched = this.watched.get(viewer.id) ?? this.begin(viewer);
    watched.listeners.add(listener);
    const leave = (): void => {
      watched.listeners.delete(listener);
      if (watched.listeners.size > 0) return;
      watched.stop();
      if (this.watched.get(viewer.id) === watched) this.watched.delete(viewer.id);
    };
    try {
      await watched.begun;
    } catch (error) {
      // Identity did not answer: whoever wanted to listen is told so, and leaves nothing behind.
      leave();
      throw error;
    }
    return leave;
  }

  private begin(viewer: Viewer): Watched {
    const watched = new Watched(this.identity, watchCaller(viewer), this.logger);
    this.watched.set(viewer.id, watched);
    return watched;
  }
}

const watchCaller = (viewer: Viewer): Caller => ({
  viewer,
  client: { ip: '127.0.0.1', userAgent: 'parley-gateway', refreshToken: null },
  internal: false,
  requestId: randomUUID(),
});

class Watched {
  readonly listeners = new Set<AccountListener>();
  readonly begun: Promise<void>;
  private readonly stopped = new AbortController();
  private cursor: string | null = null;
  private upstream: AsyncGenerator<ExecutionAnswer, void, undefined> | null = null;

  constructor(
    private readonly identity: SubgraphLink,
    private readonly caller: Caller,
    private readonly logger: Logger,
  ) {
    this.begun = this.readCursor();
    void this.begun.then(
      () => this.follow(),
      () => undefined,
    );
  }

  stop(): void {
    this.stopped.abort();
    void this.upstream?.return();
  }

  /** From where to follow; what happens after it is replayed, so there is no gap between reading and following. */
  private async readCursor(): Promise<void> {
    const answer = await this.identity.execute(
      { query: CURSOR },
      this.caller,
      AbortSignal.timeout(ANSWER_MS),
    );
    const viewer = answer.data?.['viewer'] as { readonly accountCursor: string } | null | undefined;
    this.cursor = viewer?.accountCursor ?? null;
  }

  /** Follows until nobody listens; a lost identity is asked again, after the last cursor, so nothing is missed. */
  private async follow(): Promise<void> {
    const { signal } = this.stopped;
    let failures = 0;
    while (!signal.aborted) {
      const heard = await this.followOnce();
      failures = heard ? 0 : failures + 1;
      const wait = Math.min(RETRY_MS.most, RETRY_MS.least * 2 ** failures) * (0.5 + Math.random() / 2);
      // Waiting is cut short by rejecting: nobody listens any more.
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  private async followOnce(): Promise<boolean> {
    let heard = false;
    this.upstream = this.identity.subscribe(
      { query: EVENTS, variables: { after: this.cursor } },
      this.caller,
    );
    try {
      for await (const { data, errors } of this.upstream) {
        const event = data?.['viewerEvents'] as AccountEvent | null | undefined;
        if (!event) {
          this.logger.warn({ viewer: this.caller.viewer?.id, errors }, 'the account stream ended');
          break;
        }
        heard = true;
        this.take(event);
      }
    } catch (error) {
      // A link ends its streams with an answer; should one throw instead, it is the same loss.
      this.logger.warn({ err: String(error) }, 'the account stream broke');
    }
    return heard;
  }

  private take(event: AccountEvent): void {
    // Too old a cursor: what happened in between is unknown, so everyone checks again.
    this.cursor = event.__typename === 'CursorExpired' ? null : event.cursor;
    for (const listener of this.listeners) listener(event);
  }
}
