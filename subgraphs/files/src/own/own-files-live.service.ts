import { type LogEvent, type RequestContext, follow, stoppable } from '@parley/kit';
import { ownStream } from '../events.js';
import { OwnFilesPart, type OwnFilesSignal } from './own-files-signal.js';

/** As many teams as have their folder among the viewer's places. */
const MOST_TEAMS = 100;
const ALL = Object.values(OwnFilesPart);

/** What a transaction has told already: a hundred files that are thrown away are one signal. */
const told = new WeakMap<RequestContext['events'], Set<string>>();

/** Writes down, in the transaction that does it, that a part of what a person or team has is no longer as it was. */
export async function tellHolder(
  ctx: RequestContext,
  holderId: string | null,
  part: OwnFilesPart,
): Promise<void> {
  if (holderId === null) return;
  const known = told.get(ctx.events) ?? new Set();
  told.set(ctx.events, known);
  const what = `${part} ${holderId}`;
  if (known.has(what)) return;
  known.add(what);
  await ctx.events.publish(ownStream(holderId), 'ownFilesChanged', { part });
}

type Rows = AsyncGenerator<LogEvent, void, undefined>;

/** What is the viewer's own: all of it when following has begun, and from then on what is no longer as it was. */
export function followOwnFiles(ctx: RequestContext): AsyncGenerator<OwnFilesSignal, void, undefined> {
  const stopped = new AbortController();
  const holders = [ctx.viewer.id, ...ctx.viewer.teamIds.slice(0, MOST_TEAMS)];
  const rows = holders.map((id) => follow(ctx, ownStream(id), null));
  return stoppable(gathered(rows, stopped.signal), stopped);
}

/** What several streams told and nobody was given yet: that it is told twice says nothing more. */
class Gathered {
  private readonly about = new Set<OwnFilesPart>();
  private beginning: number;
  private end: { readonly failure: Error | null } | null = null;
  private wake: () => void = () => undefined;

  constructor(streams: readonly Rows[], signal: AbortSignal) {
    this.beginning = streams.length;
    signal.addEventListener('abort', () => {
      this.finish(null);
    });
    void Promise.all(streams.map((rows) => this.read(rows))).then(
      () => {
        this.finish(null);
      },
      (error: unknown) => {
        this.finish(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /** Everything that was told since it was last asked; null where the streams are over. @throws what broke one */
  async next(): Promise<OwnFilesSignal | null> {
    while (this.end === null && (this.about.size === 0 || this.beginning > 0)) {
      await new Promise<void>((wake) => (this.wake = wake));
    }
    if (this.end?.failure) throw this.end.failure;
    if (this.end) return null;
    const about = ALL.filter((part) => this.about.has(part));
    this.about.clear();
    return { about, at: new Date() };
  }

  private async read(rows: Rows): Promise<void> {
    for await (const { kind, data } of rows) {
      if (kind === 'caughtUp') {
        this.beginning -= 1;
        for (const part of ALL) this.about.add(part);
      } else this.about.add(data['part'] as OwnFilesPart);
      this.wake();
    }
  }

  private finish(failure: Error | null): void {
    this.end ??= { failure };
    this.wake();
  }
}

async function* gathered(
  streams: readonly Rows[],
  signal: AbortSignal,
): AsyncGenerator<OwnFilesSignal, void, undefined> {
  try {
    const told = new Gathered(streams, signal);
    for (let next = await told.next(); next !== null; next = await told.next()) yield next;
  } finally {
    await Promise.all(streams.map((rows) => rows.return()));
  }
}
