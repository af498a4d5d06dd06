import { setTimeout as pause } from 'node:timers/promises';
import { Crowd, type Told } from './fan-out/crowd.js';
import { anAudience, bareTarget, type OpenTarget, productTarget } from './fan-out/targets.js';
import { cpuMilliseconds, median, residentKilobytes } from './measure.js';
import { type Database, startDatabase, startProduct } from './product.js';
import type { Report } from './report.js';

const SIZES = [1_000, 5_000];
const WARM_UP = 5;
const MESSAGES = 40;
/** What is slow is measured with fewer messages: the run ends by itself. */
const LONGEST_MS = 20_000;
/** Sockets that just opened still cost; what is measured is what they cost when nothing happens. */
const SETTLE_MS = 3_000;

interface Fanned {
  readonly cpuPerDelivery: number;
  readonly lastDelivery: number;
  readonly kilobytesPerSocket: number;
  readonly frameBytes: number;
  /** Deliveries that were given up. */
  readonly missing: number;
}

/** Tells the crowd as often as asked, while there is time and everything arrives. */
async function tellAll(crowd: Crowd, messages: number): Promise<Told[]> {
  const told: Told[] = [];
  const end = performance.now() + LONGEST_MS;
  while (told.length < messages && performance.now() < end && (told.at(-1)?.missing ?? 0) === 0) {
    told.push(await crowd.tell());
  }
  return told;
}

/** Milliseconds of processor that the target spends on a message, and until its last delivery. */
async function perMessage(
  target: OpenTarget,
  crowd: Crowd,
): Promise<{ cpu: number; last: number; missing: number }> {
  await tellAll(crowd, WARM_UP);
  const before = cpuMilliseconds(target.pid);
  const told = await tellAll(crowd, MESSAGES);
  return {
    cpu: (cpuMilliseconds(target.pid) - before) / told.length,
    last: median(told.map(({ milliseconds }) => milliseconds)),
    missing: told.reduce((sum, { missing }) => sum + missing, 0),
  };
}

/** What a delivery costs is what a message costs with the crowd, less what it costs with nobody there. */
async function measure(target: OpenTarget, size: number): Promise<Fanned> {
  const crowd = new Crowd(target);
  const alone = await perMessage(target, crowd);
  const empty = residentKilobytes(target.pid);
  try {
    await crowd.gather(size);
    await pause(SETTLE_MS);
    const kilobytesPerSocket = (residentKilobytes(target.pid) - empty) / size;
    const { cpu, last, missing } = await perMessage(target, crowd);
    return {
      cpuPerDelivery: ((cpu - alone.cpu) * 1_000) / size,
      lastDelivery: last,
      kilobytesPerSocket,
      frameBytes: crowd.frameBytes,
      missing,
    };
  } finally {
    crowd.disperse();
    await target.stop();
  }
}

const inWords = ({ cpuPerDelivery, lastDelivery, kilobytesPerSocket, frameBytes, missing }: Fanned): string =>
  `${cpuPerDelivery.toFixed(2)} µs a delivery, last delivery p50 ${lastDelivery.toFixed(1)} ms, ` +
  `${kilobytesPerSocket.toFixed(1)} KB a socket, frames of ${String(frameBytes)} bytes, ` +
  `${String(missing)} deliveries given up`;

/** A fresh product for each size: memory that an earlier crowd left behind would be counted as free. */
async function measureProduct(database: Database, size: number): Promise<Fanned> {
  const product = await startProduct(database);
  try {
    const audience = await anAudience(product, size);
    return await measure(await productTarget(product, audience), size);
  } finally {
    await product.stop();
  }
}

/** What it costs that an event is executed, completed and authorised before it is sent to everybody who follows. */
export async function fanOut(report: Report): Promise<void> {
  const database = await startDatabase();
  try {
    for (const size of SIZES) {
      const product = await measureProduct(database, size);
      report.note(`${String(size)} sockets: channelEvents ${inWords(product)}`);
      const bare = await measure(await bareTarget(product.frameBytes), size);
      report.note(`${String(size)} sockets: bare ws ${inWords(bare)}`);
      const of = (name: string) => `${name}-${String(size)}`;
      const { cpuPerDelivery: cpu, lastDelivery: last, kilobytesPerSocket: memory } = product;
      report.figure({ name: of('cpu-ratio'), value: cpu / bare.cpuPerDelivery, must: '<=', bar: 1.5 });
      report.figure({
        name: of('last-delivery-ratio'),
        value: last / bare.lastDelivery,
        must: '<=',
        bar: 1.5,
      });
      report.figure({
        name: of('memory-ratio'),
        value: memory / bare.kilobytesPerSocket,
        must: '<=',
        bar: 2,
      });
    }
  } finally {
    await database.stop();
  }
}
