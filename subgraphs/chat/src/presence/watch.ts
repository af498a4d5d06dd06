import type { RequestContext } from '@parley/kit';
import { seesPerson } from '../person/person.access.js';
import type { PresenceSignal } from './presence.js';
import { presenceOf } from './presence.store.js';

const LONGEST_WAIT_MS = 600_000;

/** Watches some people: what is signalled of them, and their silence. */
export class Watch {
  /** When each person who is there will be gone, unless heard of again. */
  private readonly expiries = new Map<string, number>();

  constructor(
    private readonly ctx: RequestContext,
    private readonly ids: readonly string[],
  ) {}

  async *changes(
    source: AsyncGenerator<PresenceSignal, void, undefined>,
  ): AsyncGenerator<PresenceSignal, void, undefined> {
    let next = source.next();
    await this.look(this.ids);
    for (;;) {
      const heard = await this.firstOf(next);
      if (heard === 'silence') {
        for (const personId of await this.gone()) yield { at: new Date(), personId };
        continue;
      }
      if (heard.done) return;
      next = source.next();
      const { personId } = heard.value;
      await this.look([personId]);
      // A context of its own: the subscription's loaders remember what was true when it began.
      if (await seesPerson(this.ctx.subgraph.context(this.ctx.caller), personId)) yield heard.value;
    }
  }

  /** Notes when these people will be gone. */
  private async look(ids: readonly string[]): Promise<void> {
    const now = await presenceOf(this.ctx.db, ids);
    for (const id of ids) {
      const presence = now.get(id);
      if (!presence || presence.state === 'OFFLINE') this.expiries.delete(id);
      else this.expiries.set(id, presence.expiresAt.getTime());
    }
  }

  /** Those whose time has passed without a sign of life. */
  private async gone(): Promise<string[]> {
    const due = [...this.expiries].filter(([, expiry]) => expiry <= Date.now()).map(([id]) => id);
    await this.look(due);
    return due.filter((id) => !this.expiries.has(id));
  }

  private async firstOf<T>(next: Promise<T>): Promise<T | 'silence'> {
    const soonest = Math.min(...this.expiries.values(), Date.now() + LONGEST_WAIT_MS);
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<'silence'>((resolve) => {
      // A second later than the moment itself: the clock that decides is the database's.
      timer = setTimeout(resolve, Math.max(soonest - Date.now(), 0) + 1_000, 'silence');
    });
    try {
      return await Promise.race([next, silence]);
    } finally {
      clearTimeout(timer);
    }
  }
}
