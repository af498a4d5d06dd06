/** Why nobody waits any more. */
export type Ending = 'late' | 'gone';

/** How long an operation waits for its subgraphs. */
const PATIENCE_MS = 10_000;
/** How often is looked whose time is up. */
const SWEEP_MS = 100;

/** Those who wait; one timer serves all of them. */
const waiting = new Set<Patience>();
let sweeping: NodeJS.Timeout | null = null;

function sweep(): void {
  const now = performance.now();
  for (const each of waiting) if (each.until <= now) each.end('late');
  if (waiting.size > 0 || !sweeping) return;
  clearInterval(sweeping);
  sweeping = null;
}

const reasonOf = (ending: Ending): DOMException | string =>
  ending === 'late' ? new DOMException('The operation took too long', 'TimeoutError') : 'Nobody waits';

/**
 * For how long an operation waits for its subgraphs. Every operation has one, so it costs little: no timer of its own,
 * and no signal unless a link wants to be told.
 */
export class Patience {
  /** performance.now() */
  readonly until: number;
  private ended: Ending | null = null;
  private isReleased = false;
  private controller: AbortController | null = null;
  private readonly listeners = new Set<(ending: Ending) => void>();

  constructor(forMs = PATIENCE_MS) {
    this.until = performance.now() + forMs;
    waiting.add(this);
    sweeping ??= setInterval(sweep, SWEEP_MS).unref();
  }

  /** Null while somebody waits. */
  get ending(): Ending | null {
    return this.ended;
  }

  /** For links that can stop; its reason is a TimeoutError when it took too long. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.ended) this.controller.abort(reasonOf(this.ended));
    }
    return this.controller.signal;
  }

  /** Waits for an answer for as long as anybody does. A link that cannot stop is left behind. */
  await<T>(answer: Promise<T>, refusal: (ending: Ending) => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const over = (ending: Ending): void => {
        reject(refusal(ending));
      };
      this.listeners.add(over);
      answer.then(resolve, reject);
    });
  }

  /** Nobody waits any more. */
  end(ending: Ending): void {
    if (this.ended || this.isReleased) return;
    this.ended = ending;
    waiting.delete(this);
    this.controller?.abort(reasonOf(ending));
    for (const each of this.listeners) each(ending);
    this.listeners.clear();
  }

  /** The operation is answered: whoever goes away now went away in time. */
  release(): void {
    this.isReleased = true;
    waiting.delete(this);
  }
}
