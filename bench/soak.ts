import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from './measure.js';
import { settingOf } from './product.js';
import type { Report } from './report.js';
import { type Installation, withInstallation } from './servers/installation.js';
import { type Asked, keepAsking, saturation } from './soak/pace.js';
import { startStreams } from './soak/streams.js';
import { courseOf, Watched } from './soak/watch.js';
import { aWorld, type World } from './soak/world.js';

const SAMPLE_MS = 30_000;
/** A soak that is cut short is sampled more often, so that there is something to look at. */
const LEAST_SAMPLES = 20;
const BARS = { slope: 1, lastToSecond: 1.1, faults: 0, leftOut: 0, lagMs: 100 };
const SHOWN_FAULTS = 10;

interface Scene {
  readonly world: World;
  readonly asked: Asked;
  readonly watched: readonly Watched[];
  readonly faults: string[];
  readonly report: Report;
}

function watchedOf({ gateways: [door], subgraphs, environment }: Installation): readonly Watched[] {
  const { METRICS_TOKEN = '' } = environment;
  const servers = { ...(door && { gateway: door }), ...subgraphs };
  return Object.entries(servers).map(([name, server]) => new Watched(name, server, METRICS_TOKEN));
}

/** Takes samples until the time is over. */
async function watch({ watched, asked, faults, report }: Scene, minutes: number): Promise<void> {
  let shown = 0;
  const every = Math.min(SAMPLE_MS, (minutes * 60_000) / LEAST_SAMPLES);
  const began = performance.now();
  for (let n = 1; n * every <= minutes * 60_000; n++) {
    await pause(Math.max(0, began + n * every - performance.now()));
    const at = (performance.now() - began) / 60_000;
    const parts: string[] = [];
    for (const each of watched) {
      const { mebibytes, heapMebibytes, busy, lagMs } = await each.sample(at);
      parts.push(
        `${each.name} ${mebibytes.toFixed(0)} MiB (heap ${heapMebibytes.toFixed(0)}), ${(busy * 100).toFixed(0)} % of a core, lag p99 ${lagMs.toFixed(0)} ms`,
      );
    }
    for (; shown < Math.min(faults.length, SHOWN_FAULTS); shown++) report.note(faults[shown] ?? '');
    const latencies = asked.latencies.splice(0);
    const [p50, p99] = [0.5, 0.99].map((share) => quantile(latencies, share).toFixed(0));
    report.note(
      `${at.toFixed(1)} min: ${parts.join('; ')}; ${String(latencies.length)} answers, p50 ${p50 ?? ''} ms, ` +
        `p99 ${p99 ?? ''} ms, ${String(asked.late)} left out, ${String(faults.length)} faults`,
    );
  }
}

function conclude({ watched, asked, faults, report }: Scene): void {
  const figure = (name: string, value: number, bar: number): void => {
    report.figure({ name, value, must: '<=', bar });
  };
  for (const { name, samples } of watched) {
    const { slope, lastToSecond } = courseOf(samples);
    figure(`${name}-mib-a-minute`, slope, BARS.slope);
    figure(`${name}-last-quarter-to-second`, lastToSecond, BARS.lastToSecond);
    const lags = samples.map(({ lagMs }) => lagMs);
    figure(`${name}-lag-p99-ms`, quantile(lags, 0.5), BARS.lagMs);
  }
  report.note([...asked.counts].map(([name, count]) => `${String(count)} ${name}`).join(', '));
  figure('faults', faults.length, BARS.faults);
  figure('left-out', asked.late, BARS.leftOut);
}

async function live(installation: Installation, report: Report): Promise<void> {
  const minutes = settingOf('SOAK_MINUTES', 30);
  const faults: string[] = [];
  const onFault = (what: string): void => {
    faults.push(what);
  };
  const asked: Asked = { counts: new Map(), late: 0, latencies: [] };
  const world = await aWorld(installation.gateways[0]?.url ?? '', onFault);
  const streams = startStreams(world, onFault);
  const most = await saturation(world, asked, onFault);
  report.note(`${most.toFixed(0)} requests a second at most; half of that for ${String(minutes)} minutes`);
  asked.latencies.length = 0;
  const scene: Scene = { world, asked, watched: watchedOf(installation), faults, report };
  const stopping = new AbortController();
  const asking = keepAsking(world, most / 2, asked, onFault, stopping.signal);
  await watch(scene, minutes);
  stopping.abort();
  await asking;
  await streams.stop();
  const { opened, heard } = streams.counts;
  report.note(`${String(opened)} streams opened, ${String(heard)} events heard`);
  conclude(scene);
  await world.leave();
}

/** Whether memory stays as it is while the product is used in every way for half an hour, at half of what it can do. */
export async function soak(report: Report): Promise<void> {
  await withInstallation({ mode: 'distributed' }, (installation) => live(installation, report));
}
