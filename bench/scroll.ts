import { randomBytes } from 'node:crypto';
import { AMARA } from './graph.js';
import { median, quantile } from './measure.js';
import { freePort, settingOf, startServer } from './product.js';
import type { Report } from './report.js';
import { Reader, type Scrolled } from './scroll/reader.js';
import { aLongChannel } from './scroll/seed.js';
import { gzipBytes, initialScripts } from './scroll/weight.js';
import { startDatabase } from './servers/database.js';

const PASSWORD = 'parley-demo';
const MESSAGES = 100_000;
const RELOADS = 5;
/** A wheel that is turned fast: a screen each sixteenth of a second, where frames come at sixty a second. */
const PIXELS = 240;

const kilobytes = (bytes: number): number => bytes / 1_000;

function tell(report: Report, way: string, { tasks, frames, peakMegabytes }: Scrolled): void {
  const slow = frames.filter((each) => each > 17.5).length;
  report.note(
    `${way}: frames p50 ${quantile(frames, 0.5).toFixed(1)} ms, p95 ${quantile(frames, 0.95).toFixed(1)} ms, ` +
      `${((slow / frames.length) * 100).toFixed(1)} % late; heap at most ${peakMegabytes.toFixed(0)} MB`,
  );
  // Where others work on the machine a task waits for a processor; this much of it is its own.
  const own = tasks.flatMap(({ processorMilliseconds }) => processorMilliseconds ?? []);
  report.note(`${way}: at most ${Math.max(...own).toFixed(0)} ms of one task on a processor`);
  for (const { milliseconds, processorMilliseconds, work } of tasks.slice(0, 3)) {
    const ran =
      processorMilliseconds === null ? '' : `, ${processorMilliseconds.toFixed(0)} of them on a processor`;
    report.note(`${way}: a task of ${milliseconds.toFixed(0)} ms${ran}: ${work}`);
  }
}

async function measure(url: string, channelId: string, report: Report): Promise<void> {
  await using reader = await Reader.signIn(url, AMARA, PASSWORD);
  const first: number[] = [];
  for (let n = 0; n < RELOADS; n++) first.push(await reader.open(channelId));
  report.note(`first message after ${first.map((each) => each.toFixed(0)).join(', ')} ms`);
  report.note(`scripts until then: ${kilobytes(gzipBytes(await reader.scripts())).toFixed(0)} kB`);
  report.figure({ name: 'first-message-ms', value: median(first), must: '<=', bar: 1_500 });
  report.figure({
    name: 'initial-js-kilobytes',
    value: kilobytes(gzipBytes(initialScripts())),
    must: '<=',
    bar: 180,
  });
  const seconds = settingOf('SCROLL_SECONDS', 20);
  const up = await reader.scroll(seconds, -PIXELS);
  tell(report, 'up', up);
  report.note(`came to message ${String(await reader.place())}`);
  await reader.toBeginning();
  const down = await reader.scroll(seconds, PIXELS);
  tell(report, 'down from the first', down);
  report.note(`came to message ${String(await reader.place())}`);
  report.note(`heap in use afterwards: ${(await reader.heapInUse()).toFixed(0)} MB`);
  const bare = await reader.scrollBarePage(seconds, PIXELS);
  tell(report, 'a bare page with ten milliseconds of work in each frame', bare);
  const longest = Math.max(...[...up.tasks, ...down.tasks].map(({ milliseconds }) => milliseconds));
  report.figure({ name: 'longest-task-ms', value: longest, must: '<=', bar: 50 });
  const heap = Math.max(up.peakMegabytes, down.peakMegabytes);
  report.figure({ name: 'heap-megabytes', value: heap, must: '<=', bar: 120 });
}

/** What reading a channel of a hundred thousand messages costs the browser, up from now and down from the first. */
export async function scroll(report: Report): Promise<void> {
  const database = await startDatabase({ keepsLog: false });
  const secret = (): string => randomBytes(32).toString('hex');
  try {
    const port = await freePort();
    const product = await startServer('gateway/dist/all-in-one.js', port, {
      DATABASE_URL: database.url,
      TOKEN_SECRET: secret(),
      PROOF_SECRET: secret(),
    });
    try {
      const { id } = await aLongChannel(database.url, AMARA, settingOf('SCROLL_MESSAGES', MESSAGES));
      await measure(product.url, id, report);
    } finally {
      await product.end();
    }
  } finally {
    await database.stop();
  }
}
