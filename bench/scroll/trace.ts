/** A task of a page's main thread. */
export interface Task {
  readonly milliseconds: number;
  /** What it spent on a processor, where the browser counted that; the rest it waited for one. */
  readonly processorMilliseconds: number | null;
  /** What it did, from the outside in, as the trace names it. */
  readonly work: string;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What a trace must hold for `tasksOf` to find tasks in it. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

const MICRO = 1_000;

const threadOf = ({ pid, tid }: TraceEvent): string => `${String(pid)}.${String(tid)}`;

/** The longest events within a task, so that a person sees what it was about. */
function workWithin(task: TraceEvent, events: readonly TraceEvent[]): string {
  const end = task.ts + (task.dur ?? 0);
  return events
    .filter(
      ({ ts, dur = 0, name }) =>
        ts >= task.ts && ts + dur <= end && dur > 2 * MICRO && !name.includes('RunTask'),
    )
    .toSorted((one, other) => (other.dur ?? 0) - (one.dur ?? 0))
    .slice(0, 3)
    .map(({ name, dur = 0 }) => `${name} ${(dur / MICRO).toFixed(0)}`)
    .join(', ');
}

/** Those that are not within another: the browser tells of each task in the words of two of its layers. */
function outermost(tasks: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = -Infinity;
  return tasks
    .toSorted((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/** The tasks of the busiest main thread of a page in a trace, the longest first. */
export function tasksOf(trace: Buffer): readonly Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, ph, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const byThread = Map.groupBy(
    traceEvents.filter((event) => event.ph === 'X' && main.has(threadOf(event))),
    threadOf,
  );
  const busiest = [...byThread.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  return outermost(busiest.filter(({ name }) => name.endsWith('RunTask')))
    .toSorted((one, other) => (other.dur ?? 0) - (one.dur ?? 0))
    .map((event, n) => ({
      milliseconds: (event.dur ?? 0) / MICRO,
      processorMilliseconds: event.tdur === undefined ? null : event.tdur / MICRO,
      work: n < 5 ? workWithin(event, busiest) : '',
    }));
}
