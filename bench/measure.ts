import { readdirSync, readFileSync } from 'node:fs';

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle value. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds that a process has spent on a processor, all threads together, as the kernel counts them. */
export function cpuMilliseconds(pid: number): number {
  const tasks = `/proc/${String(pid)}/task`;
  const nanoseconds = readdirSync(tasks).map((task) => {
    const [onCpu = '0'] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return Number(onCpu);
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** The kernel counts in hundredths of a second, whatever the processor. */
const TICK_MS = 10;

/**
 * Milliseconds that a process has spent on processors, threads that have ended included (`/proc/PID/stat`, utime and
 * stime); in steps of ten, so that it takes a second of work to be exact to a hundredth.
 */
export function processorMilliseconds(pid: number): number {
  const line = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // The name of the program, in parentheses, may hold anything; what follows begins with the third field.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Kilobytes that a process holds in memory. */
export function residentKilobytes(pid: number): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes);
}

/** How long one piece of work took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** What a burst of work gave. */
export interface Burst {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Does a piece of work `count` times, `inFlight` at a time. */
export async function burst(
  count: number,
  inFlight: number,
  work: (n: number) => Promise<unknown>,
): Promise<Burst> {
  const latencies: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = next++;
      latencies.push(await timed(() => work(n)));
    }
  };
  const whole = await timed(() => Promise.all(Array.from({ length: inFlight }, lane)));
  return {
    perSecond: (count / whole) * 1_000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

/** The figures of a burst, for people. */
export const inWords = ({ perSecond, p50, p99 }: Burst): string =>
  `${perSecond.toFixed(0)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
