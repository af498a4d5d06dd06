import { hash, verify } from '@node-rs/argon2';
import { rateLimited } from './errors.js';

// OWASP's recommendation for argon2id, which is the library's default kind: 19 MiB, two passes, one lane.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How much hashing runs and waits at once; beyond it the answer is RATE_LIMITED instead of a slow process. */
export interface HashingLimits {
  readonly running: number;
  readonly waiting: number;
}

/** Hashes and checks passwords with argon2id, a bounded number at a time. */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobody: Promise<string> | null = null;

  constructor(private readonly limits: HashingLimits = { running: 2, waiting: 64 }) {}

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, PARAMETERS));
  }

  /**
   * Whether the password is the hashed one. Without a hash (no such account, or one without a password) it takes as
   * long and answers no, so that time does not tell who has an account.
   */
  async matches(hashed: string | null, password: string): Promise<boolean> {
    this.nobody ??= hash('nobody has this password', PARAMETERS);
    const comparison = hashed ?? (await this.nobody);
    const equal = await this.inTurn(() => verify(comparison, password));
    return equal && hashed !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.running) await this.queue();
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, or given back when nobody waits.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private queue(): Promise<void> {
    if (this.waiting.length >= this.limits.waiting) {
      throw rateLimited('Too many passwords are being checked right now; try again in a moment', 2);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
