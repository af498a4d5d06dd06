import { systemCaller, unavailable, type Viewer } from '@parley/kit';
import { shared } from './shared-values.js';
import type { SubgraphLink } from './subgraph-link/link.js';

/** Who a credential stands for, as identity answered moments ago. */
export interface Passport {
  readonly viewer: Viewer;
  /** When the credential itself ends, in milliseconds since 1970; Infinity where it does not. */
  readonly expiresAt: number;
  /** When the viewer's rights change by themselves; Infinity where they do not. */
  readonly changesAt: number;
}

/** A passport, and when it was asked for: what changed since then it may not say. */
export interface HeldPassport extends Passport {
  /** performance.now() */
  readonly askedAt: number;
}

/** An answer of identity; what changed after `askedAt` (performance.now()) may be missing from it. */
export interface Issued {
  readonly passport: HeldPassport | null;
  readonly askedAt: number;
}

const PASSPORTS = 'query Passports($credentials: [String!]!) { passports(credentials: $credentials) }';
const MOST_AT_ONCE = 100;
/** Requests under way; what is asked for meanwhile goes with the next. */
const REQUESTS = 2;
/** While many come, how long a request that is not full waits for more of them. */
const GATHER_MS = 20;
const TIMEOUT_MS = 5_000;

interface Waiting {
  readonly answer: Promise<Issued>;
  readonly resolve: (issued: Issued) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks identity for passports, many at a time: what is asked for in one turn, or while requests are under way, goes in
 * one request. A thousand sockets that come back at once cost ten requests.
 */
export class PassportDesk {
  private waiting = new Map<string, Waiting>();
  private running = 0;
  private called = false;
  /** Whether the last request was for more than one. */
  private isBusy = false;

  constructor(private readonly identity: SubgraphLink) {}

  /** @throws AppError UNAVAILABLE when identity does not answer */
  ask(credential: string): Promise<Issued> {
    const known = this.waiting.get(credential);
    if (known) return known.answer;
    const { promise: answer, resolve, reject } = Promise.withResolvers<Issued>();
    this.waiting.set(credential, { answer, resolve, reject });
    this.call();
    return answer;
  }

  private call(): void {
    if (this.called || this.running >= REQUESTS || this.waiting.size === 0) return;
    this.called = true;
    const send = (): void => {
      this.send();
    };
    if (this.isBusy && this.waiting.size < MOST_AT_ONCE) setTimeout(send, GATHER_MS);
    else setImmediate(send);
  }

  private send(): void {
    this.called = false;
    const all = [...this.waiting];
    this.waiting = new Map(all.slice(MOST_AT_ONCE));
    this.isBusy = all.length > 1;
    this.running += 1;
    void this.serve(new Map(all.slice(0, MOST_AT_ONCE))).finally(() => {
      this.running -= 1;
      this.call();
    });
    this.call();
  }

  private async serve(batch: ReadonlyMap<string, Waiting>): Promise<void> {
    const askedAt = performance.now();
    try {
      const answers = await this.request([...batch.keys()]);
      [...batch.values()].forEach(({ resolve }, index) => {
        resolve({ passport: readPassport(answers[index], askedAt), askedAt });
      });
    } catch {
      // Whatever broke, each of those who wait can only be told that sign-in cannot be checked.
      for (const { reject } of batch.values()) reject(unavailable('Sign-in cannot be checked right now'));
    }
  }

  private async request(credentials: readonly string[]): Promise<readonly unknown[]> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const request = { query: PASSPORTS, variables: { credentials } };
    const { data, errors } = await this.identity.execute(request, systemCaller('passports'), signal);
    const answers: unknown = data?.['passports'];
    if (errors || !Array.isArray(answers)) throw unavailable('Sign-in cannot be checked right now');
    return answers as readonly unknown[];
  }
}

const momentOf = (value: string | null | undefined): number => (value == null ? Infinity : Date.parse(value));

/** Identity answers a viewer and, beside it, how long that holds. */
function readPassport(value: unknown, askedAt: number): HeldPassport | null {
  if (typeof value !== 'object' || value === null) return null;
  const { expiresAt, changesAt, ...viewer } = value as Viewer & {
    readonly expiresAt: string | null;
    readonly changesAt: string | null;
  };
  return { viewer: shared(viewer), expiresAt: momentOf(expiresAt), changesAt: momentOf(changesAt), askedAt };
}
