import { median, processorMilliseconds, residentKilobytes } from '../measure.js';
import type { Server } from '../product.js';

/** What a process was like at one moment. */
export interface Sample {
  /** Minutes since the soak began. */
  readonly minutes: number;
  readonly mebibytes: number;
  /** What is in use of its JavaScript heap at that moment, what is to be collected included. */
  readonly heapMebibytes: number;
  /** Share of a processor since the last sample. */
  readonly busy: number;
  /** 99th percentile of how late timers were since the last sample, in milliseconds. */
  readonly lagMs: number;
}

/** Samples one process. */
export class Watched {
  readonly samples: Sample[] = [];
  private spent: number;
  private at = performance.now();

  constructor(
    readonly name: string,
    private readonly server: Server,
    private readonly metricsToken: string,
  ) {
    this.spent = processorMilliseconds(server.pid);
  }

  async sample(minutes: number): Promise<Sample> {
    const metricOf = await this.metrics();
    const lagMs = metricOf('nodejs_eventloop_lag_p99_seconds') * 1_000;
    const now = performance.now();
    const spent = processorMilliseconds(this.server.pid);
    const sample = {
      minutes,
      mebibytes: residentKilobytes(this.server.pid) / 1_024,
      heapMebibytes: metricOf('nodejs_heap_size_used_bytes') / 1_048_576,
      busy: (spent - this.spent) / (now - this.at),
      lagMs,
    };
    this.spent = spent;
    this.at = now;
    this.samples.push(sample);
    return sample;
  }

  private async metrics(): Promise<(name: string) => number> {
    const headers = { authorization: `Bearer ${this.metricsToken}` };
    const text = await (await fetch(`${this.server.url}/metrics`, { headers })).text();
    return (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  }
}

/** How memory went: by how much it grew a minute over the last two thirds, and its last quarter against its second. */
export interface Course {
  readonly slope: number;
  readonly lastToSecond: number;
}

/** Least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const minutes = mean((sample) => sample.minutes);
  const mebibytes = mean((sample) => sample.mebibytes);
  const above = samples.reduce(
    (sum, each) => sum + (each.minutes - minutes) * (each.mebibytes - mebibytes),
    0,
  );
  return above / samples.reduce((sum, each) => sum + (each.minutes - minutes) ** 2, 0);
}

/** What the samples of one process say. */
export function courseOf(samples: readonly Sample[]): Course {
  const part = (from: number, to: number): readonly Sample[] =>
    samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to));
  const middle = (of: readonly Sample[]): number => median(of.map(({ mebibytes }) => mebibytes));
  return { slope: slopeOf(part(1 / 3, 1)), lastToSecond: middle(part(0.75, 1)) / middle(part(0.25, 0.5)) };
}
