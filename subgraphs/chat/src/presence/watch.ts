import { type RequestContext, stoppable } from '@parley/kit';
import { isOutsider } from '../channel/channel.rules.js';
import { presenceTopic } from '../events.js';
import { seesPerson } from '../person/person.access.js';
import { heard, looksDifferent, offline } from './presence.rules.js';
import { type PresenceNow, presenceOf } from './presence.store.js';

const LONGEST_WAIT_MS = 600_000;
/** What changes within this time is told together. */
const GATHER_MS = 150;
/** The clock that decides is the database's, so moments are looked at a little later. */
const LATER_MS = 1_000;

/** Watches some people: what is signalled of them, and what ends without anybody saying so. */
class Watch {
  /** The newest word about each person that is not told yet: bounded by how many are watched, whatever happens. */
  private readonly news = new Map<string, PresenceNow>();
  private readonly known = new Map<string, PresenceNow>();
  private wake: () => void = () => undefined;

  constructor(
    private readonly ctx: RequestContext,
    private readonly ids: readonly string[],
  ) {}

  /** First how all of them stand, then what changes, as often as something does. */
  async *run(signal: AbortSignal): AsyncGenerator<readonly PresenceNow[], void, undefined> {
    const leave = this.listen();
    try {
      const found = await presenceOf(this.ctx.db, this.ids);
      for (const id of this.ids) this.known.set(id, found.get(id) ?? offline(id));
      yield [...this.known.values()];
      while (!signal.aborted) {
        await this.rest(this.untilNext(), signal);
        await this.expire();
        if (this.news.size === 0) continue;
        await this.pause(GATHER_MS, signal);
        const told = await this.visible([...this.news.values()]);
        this.news.clear();
        if (told.length > 0) yield told;
      }
    } finally {
      for (const stop of leave) stop();
    }
  }

  private listen(): (() => void)[] {
    const { bus } = this.ctx.subgraph;
    return this.ids.map((id) =>
      bus.subscribe(this.ctx.subgraph.signalTopic(presenceTopic(id)), (message) => {
        this.learn(heard(message as PresenceNow));
        this.wake();
      }),
    );
  }

  private learn(now: PresenceNow): void {
    const before = this.known.get(now.personId) ?? null;
    this.known.set(now.personId, now);
    if (looksDifferent(before, now)) this.news.set(now.personId, now);
  }

  /** Reads those again of whom something is over by now, all in one statement. */
  private async expire(): Promise<void> {
    const due = [...this.known.values()].filter(({ changesAt }) => changesAt && isDue(changesAt));
    if (due.length === 0) return;
    const ids = due.map(({ personId }) => personId);
    const found = await presenceOf(this.ctx.db, ids);
    for (const id of ids) this.learn(found.get(id) ?? offline(id));
  }

  /** Members see everybody of their organisation for good; what outsiders see is asked for again each time. */
  private async visible(all: readonly PresenceNow[]): Promise<readonly PresenceNow[]> {
    if (!isOutsider(this.ctx.viewer)) return all;
    // A context of its own: the subscription's loaders remember what was true when it began.
    const ctx = this.ctx.subgraph.context(this.ctx.caller);
    const seen = await Promise.all(all.map(({ personId }) => seesPerson(ctx, personId)));
    return all.filter((_presence, n) => seen[n]);
  }

  private untilNext(): number {
    if (this.news.size > 0) return 0;
    const moments = [...this.known.values()].flatMap(({ changesAt }) => (changesAt ? [+changesAt] : []));
    const soonest = moments.reduce((a, b) => Math.min(a, b), Date.now() + LONGEST_WAIT_MS);
    return Math.max(soonest - Date.now(), 0) + LATER_MS;
  }

  /** Waits for news, or for so long. */
  private async rest(ms: number, signal: AbortSignal): Promise<void> {
    if (ms === 0 || this.news.size > 0) return;
    await this.sleep(ms, signal, true);
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return this.sleep(ms, signal, false);
  }

  private async sleep(ms: number, signal: AbortSignal, lightly: boolean): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      if (lightly) this.wake = done;
    });
    this.wake = () => undefined;
  }
}

const isDue = (at: Date): boolean => at.getTime() <= Date.now();

/** How some people stand, who may all be seen, and how that changes; told together where it changes together. */
export function watch(
  ctx: RequestContext,
  ids: readonly string[],
): AsyncGenerator<readonly PresenceNow[], void, undefined> {
  const stopped = new AbortController();
  return stoppable(new Watch(ctx, ids).run(stopped.signal), stopped);
}
