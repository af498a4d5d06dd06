import { Service, signal } from '@angular/core';

/** How a stream stands: beginning, with the world, coming back, refused for good, or no longer wanted. */
export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'ended' | 'closed';

/** What is known of a durable stream that is followed. */
export interface StreamReport {
  readonly id: number;
  /** The field that is subscribed to. */
  readonly name: string;
  /** The id of what is followed, where the stream is one of many of its name. */
  readonly subjectId: string | null;
  readonly state: StreamState;
  readonly cursor: string | null;
  /** How many events were applied. */
  readonly events: number;
  /** How often it came back after a break, with its cursor. */
  readonly resumes: number;
  /** How often the snapshot was read again. */
  readonly rereads: number;
  /** How long the last break lasted, from its beginning to the first answer after it, in milliseconds. */
  readonly lastResumeMs: number | null;
}

const CLOSED_KEPT = 4;

/** Every durable stream that is followed in this window, and the last few that were; for those who look into it. */
@Service()
export class Streams {
  private readonly reports = signal<readonly StreamReport[]>([]);
  private nextId = 1;

  readonly all = this.reports.asReadonly();

  begin(name: string, subjectId: string | null): StreamBook {
    const id = this.nextId++;
    const counts = { cursor: null, events: 0, resumes: 0, rereads: 0, lastResumeMs: null };
    this.reports.update((reports) => [
      ...reports.filter((known) => known.state !== 'closed' || known.subjectId !== subjectId),
      { id, name, subjectId, state: 'connecting', ...counts },
    ]);
    return new StreamBook((change) => {
      this.change(id, change);
    });
  }

  private change(id: number, change: (report: StreamReport) => StreamReport): void {
    this.reports.update((reports) => {
      const changed = reports.map((report) => (report.id === id ? change(report) : report));
      const closed = changed.filter(({ state }) => state === 'closed');
      const forgotten = new Set(closed.slice(0, Math.max(0, closed.length - CLOSED_KEPT)));
      return changed.filter((report) => !forgotten.has(report));
    });
  }
}

/** Keeps the report of one stream. */
export class StreamBook {
  private brokenAt: number | null = null;
  private anew = false;

  constructor(private readonly write: (change: (report: StreamReport) => StreamReport) => void) {}

  turn(state: StreamState): void {
    if (state === 'reconnecting') this.brokenAt ??= Date.now();
    this.write((report) => ({ ...report, state }));
  }

  /** The stream answered at this place; after a break that is the moment at which it is back. */
  at(cursor: string, events: 0 | 1): void {
    const lasted = this.brokenAt === null ? null : Date.now() - this.brokenAt;
    const resumed = lasted !== null && !this.anew;
    this.brokenAt = null;
    this.anew = false;
    this.write((report) => ({
      ...report,
      cursor,
      events: report.events + events,
      resumes: report.resumes + (resumed ? 1 : 0),
      lastResumeMs: lasted ?? report.lastResumeMs,
    }));
  }

  /** The snapshot is read again; what comes next goes on from there and resumes nothing. */
  reread(): void {
    this.anew = true;
    this.write((report) => ({ ...report, rereads: report.rereads + 1 }));
  }
}
