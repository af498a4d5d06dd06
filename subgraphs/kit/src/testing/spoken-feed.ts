import type { Feed } from '../feed.js';
import type { LogEvent } from '../log.js';

/** Another subgraph's log as the one under test reads it, spoken by the test. */
export class SpokenFeed implements Feed {
  /** Whether nobody answers there. */
  isAway = false;
  private readonly events: LogEvent[] = [];

  say(stream: string, kind: string, data: Readonly<Record<string, unknown>>): void {
    const seq = this.events.length + 1;
    this.events.push({ kind, stream, seq, cursor: '', at: new Date(), data, actorId: null });
  }

  read(after: string | null, kinds: readonly string[], limit: number): ReturnType<Feed['read']> {
    if (this.isAway) return Promise.reject(new Error('Nobody answers'));
    const start = Number(after ?? '0');
    const batch = this.events.slice(start, start + limit);
    const position = batch.length > 0 ? String(start + batch.length) : after;
    const more = start + batch.length < this.events.length;
    const events = batch.filter(({ kind }) => kinds.includes(kind));
    return Promise.resolve({ events, position, more, held: false });
  }

  end(): Promise<string> {
    return Promise.resolve(String(this.events.length));
  }

  onWake(): () => void {
    return () => undefined;
  }
}
