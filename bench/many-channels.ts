import type { Grouping } from './crowd/bare-target.js';
import { compare, inWords } from './crowd/compare.js';
import type { Report } from './report.js';
import { type Mode, withInstallation } from './servers/installation.js';

const SOCKETS = 1_000;
const CHANNELS = 50;

/** Each socket in so many channels that follow one another. */
const spread = (each: number): Grouping => ({
  groups: CHANNELS,
  each,
  groupsOf: (n) => Array.from({ length: each }, (_, k) => (n * each + k) % CHANNELS),
});

/** In how many channels each socket is: so there are 20, 100 or 1,000 in each channel. */
const SPREADS = [1, 5, CHANNELS];
const BAR = 2.5;

async function inMode(mode: Mode, each: number, report: Report): Promise<void> {
  const comparison = { grouping: spread(each), first: SOCKETS / 2, sockets: SOCKETS, rounds: 5, messages: 4 };
  const compared = await withInstallation({ mode }, (installation) => compare(installation, comparison));
  const { product, frame, send, frameBytes, overheads, kilobytes } = compared;
  const perChannel = String((SOCKETS * each) / CHANNELS);
  const where = `${mode}, ${perChannel} sockets in each of ${String(CHANNELS)} channels`;
  report.note(`${where}: channelEvents ${inWords(product)}, ${kilobytes.product.toFixed(2)} KB a socket`);
  report.note(`${where}: bare ws, one pre-built frame ${inWords(frame)}, send() ${inWords(send)}`);
  report.note(`${where}: frames of ${String(frameBytes)} bytes; ${overheads} (all channels)`);
  const value = product.cpu / frame.cpu;
  report.figure({ name: `${mode}-cpu-ratio-${perChannel}-a-channel`, value, must: '<=', bar: BAR });
}

/** What it costs that an event goes to few and there are many of them, so that its execution is shared by few. */
export async function manyChannels(report: Report): Promise<void> {
  for (const mode of ['distributed', 'embedded'] as const) {
    for (const each of SPREADS) await inMode(mode, each, report);
  }
}
