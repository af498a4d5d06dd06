import type { Operation } from '../operation.js';
import { FairCache } from './fair-cache.js';
import { Latencies } from './latency.js';
import type { TrustedDocument } from './trusted.js';

/** One run of a document. */
export interface Run {
  /** Null for a subscription: it lasts as long as it is followed. */
  readonly ms: number | null;
  readonly hasErrors: boolean;
  /** Points. */
  readonly spent: number;
  /** The program that asked, as it names itself. */
  readonly app: string;
  /** Id of who asked; null for a stranger. */
  readonly sender: string | null;
}

/** What is known of one document, as operators read it. */
export interface DocumentReport {
  /** SHA-256 of its text; null where many documents are counted together. */
  readonly hash: string | null;
  readonly name: string;
  readonly kind: Operation['kind'] | null;
  readonly trusted: boolean;
  readonly count: number;
  readonly errors: number;
  readonly cost: { readonly requested: number; readonly spent: number };
  readonly ms: { readonly p50: number | null; readonly p99: number | null };
  readonly lastSeenAt: string | null;
  /** Runs by the program that asked. */
  readonly apps: Readonly<Record<string, number>>;
}

/** Beyond this many programs of one document, the rest are `(others)`. */
const APPS = 20;
const OTHERS = '(others)';
/** Documents that nobody reviewed, each counted by itself; the rest only together. */
const COUNTED = { entries: 1_000, bytes: 1_000 };

/** The counts of one document, some 500 bytes. */
class Counts {
  private readonly latencies = new Latencies();
  private readonly apps = new Map<string, number>();
  private count = 0;
  private errors = 0;
  private requested = 0;
  private spent = 0;
  private lastSeen: number | null = null;

  constructor(private readonly about: Pick<DocumentReport, 'hash' | 'name' | 'kind' | 'trusted'>) {}

  note(cost: number, { ms, hasErrors, spent, app }: Run): void {
    this.count += 1;
    if (hasErrors) this.errors += 1;
    if (ms !== null) this.latencies.note(ms);
    this.requested += cost;
    this.spent += spent;
    this.lastSeen = Date.now();
    const label = this.apps.has(app) || this.apps.size < APPS ? app : OTHERS;
    this.apps.set(label, (this.apps.get(label) ?? 0) + 1);
  }

  report(): DocumentReport {
    return {
      ...this.about,
      count: this.count,
      errors: this.errors,
      cost: { requested: this.requested, spent: this.spent },
      ms: { p50: this.latencies.quantile(0.5), p99: this.latencies.quantile(0.99) },
      lastSeenAt: this.lastSeen === null ? null : new Date(this.lastSeen).toISOString(),
      apps: Object.fromEntries(this.apps),
    };
  }
}

/** How often and how each document is run, since the gateway started; in a bounded room, whatever is sent. */
export class DocumentStatistics {
  private readonly reviewed: ReadonlyMap<string, Counts>;
  private readonly made = new FairCache<Counts>(COUNTED);
  private readonly together = new Counts({ hash: null, name: OTHERS, kind: null, trusted: false });

  constructor(trusted: readonly TrustedDocument[]) {
    this.reviewed = new Map(
      trusted.map(({ hash, name, kind }) => [hash, new Counts({ hash, name, kind, trusted: true })]),
    );
  }

  note({ hash, name, kind, cost, trusted }: Operation, run: Run): void {
    if (trusted) {
      this.reviewed.get(trusted.hash)?.note(cost, run);
      return;
    }
    this.together.note(cost, run);
    let counts = this.made.get(hash);
    if (!counts) {
      counts = new Counts({ hash, name: name ?? '', kind, trusted: false });
      this.made.set(hash, counts, 1, run.sender ?? '');
    }
    counts.note(cost, run);
  }

  /** Those that were run, the most frequent first; what nobody reviewed is also counted together. */
  report(): readonly DocumentReport[] {
    return [...this.reviewed.values(), this.together, ...this.made.values()]
      .map((counts) => counts.report())
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count);
  }
}
