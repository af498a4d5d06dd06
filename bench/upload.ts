import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installReferences } from './gateway/references.js';
import { Graph } from './graph.js';
import { median, processorMilliseconds, residentKilobytes } from './measure.js';
import { PEOPLE } from './people.js';
import { freePort, type Server, settingOf, startServer } from './product.js';
import type { Report } from './report.js';
import { type Mode, withInstallation } from './servers/installation.js';
import { bareDestination, CHUNK, type Destination, productDestination, sendAll } from './transfer/sender.js';

const GIGABYTE = 1_073_741_824;
const WATCH_MS = 100;

/** The most that a process held more than before while something ran, in MiB. */
async function peakOf<T>(
  servers: readonly Server[],
  work: () => Promise<T>,
): Promise<{ peak: number; result: T }> {
  for (const server of servers) await server.collect();
  const before = servers.map(({ pid }) => residentKilobytes(pid));
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, ...servers.map(({ pid }, n) => residentKilobytes(pid) - (before[n] ?? 0)));
  }, WATCH_MS);
  const result = await work();
  clearInterval(timer);
  return { peak: most / 1_024, result };
}

/** Where bytes are sent, and the process that takes them. */
interface Measured {
  readonly to: Destination;
  readonly server: Server;
}

/** Megabytes a second, and milliseconds on a processor for each of them. */
async function send(
  { to, server }: Measured,
  size: number,
  chunk: Buffer,
): Promise<{ rate: number; cost: number }> {
  const before = processorMilliseconds(server.pid);
  const rate = await sendAll(to, size, chunk);
  return { rate, cost: (processorMilliseconds(server.pid) - before) / (size / 1e6) };
}

const inWords = ({ rate, cost }: { readonly rate: number; readonly cost: number }): string =>
  `${rate.toFixed(0)} MB/s at ${cost.toFixed(2)} ms of the processor for each`;

async function withBare(work: (bare: Measured) => Promise<void>): Promise<void> {
  const references = await installReferences('transfer');
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-tus-'));
  const server = await startServer(`${references}/tus.mjs`, await freePort(), { FOLDER: folder });
  try {
    await work({ to: bareDestination(server.url), server });
  } finally {
    await server.end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function ratioTo(bare: Measured, ours: Measured, mode: Mode, report: Report): Promise<void> {
  const [size, chunk] = [settingOf('BENCH_GIGABYTES', 1) * GIGABYTE, randomBytes(CHUNK)];
  const ratios: number[] = [];
  for (let n = 0; n < settingOf('BENCH_ROUNDS', 3); n += 1) {
    const theirs = await send(bare, size, chunk);
    const own = await send(ours, size, chunk);
    ratios.push(own.rate / theirs.rate);
    report.note(`${mode}: ${inWords(own)}, checksum and disk included; bare ${inWords(theirs)}`);
  }
  report.figure({ name: `${mode}-throughput-ratio`, value: median(ratios), must: '>=', bar: 0.8 });
}

/** One that is large, and fifty at once: memory is that of the process that holds the most. */
async function memoryOf(
  servers: readonly Server[],
  ours: Destination,
  mode: Mode,
  report: Report,
): Promise<void> {
  const chunk = randomBytes(CHUNK);
  const large = settingOf('BENCH_LARGE_GIGABYTES', 10);
  const one = await peakOf(servers, () => sendAll(ours, large * GIGABYTE, chunk));
  report.note(
    `${mode}: ${String(large)} GiB at ${one.result.toFixed(0)} MB/s, ${one.peak.toFixed(0)} MiB more at the most`,
  );
  report.figure({ name: `${mode}-large-mebibytes`, value: one.peak, must: '<=', bar: 150 });
  const before = performance.now();
  const fifty = await peakOf(servers, () =>
    Promise.all(Array.from({ length: 50 }, () => sendAll(ours, 4 * CHUNK, Buffer.from(chunk)))),
  );
  const rate = (50 * 4 * CHUNK) / 1_000 / (performance.now() - before);
  report.note(`${mode}: fifty at once, ${rate.toFixed(0)} MB/s together`);
  report.figure({ name: `${mode}-fifty-mebibytes`, value: fifty.peak, must: '<=', bar: 250 });
}

/** What it costs that an upload is checked, hashed, on the disk when it is answered for, and one file in the end. */
export async function upload(report: Report): Promise<void> {
  await withBare(async (bare) => {
    for (const mode of ['embedded', 'distributed'] as const) {
      await withInstallation({ mode }, async ({ gateways, subgraphs, environment }) => {
        const [door] = gateways;
        if (!door) throw new Error('The product has no door');
        const graph = await Graph.at(door.url, 64).signIn(PEOPLE[0] ?? '');
        const ours = productDestination(door.url, graph, graph.token ?? '');
        await ratioTo(bare, { to: ours, server: door }, mode, report);
        const servers = [door, ...Object.values(subgraphs)];
        if (mode === 'embedded') await memoryOf(servers, ours, mode, report);
        const left = await readdir(join(environment['FILE_STORAGE_PATH'] ?? '', 'growing'));
        if (left.length > 0) throw new Error(`${String(left.length)} uploads left something behind`);
        await graph.close();
      });
    }
  });
}
