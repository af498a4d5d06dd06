import { ONE_GROUP } from './crowd/bare-target.js';
import { compare, inWords } from './crowd/compare.js';
import type { Report } from './report.js';
import { type Mode, withInstallation } from './servers/installation.js';

const COMPARISON = { grouping: ONE_GROUP, first: 1_000, sockets: 5_000, rounds: 5, messages: 8 };

async function inMode(mode: Mode, report: Report): Promise<void> {
  const compared = await withInstallation({ mode }, (installation) => compare(installation, COMPARISON));
  const { product, frame, send, kilobytes, frameBytes, overheads } = compared;
  report.note(`${mode}: channelEvents ${inWords(product)}, ${kilobytes.product.toFixed(2)} KB a socket`);
  report.note(
    `${mode}: bare ws, one pre-built frame ${inWords(frame)}, ${kilobytes.bare.toFixed(2)} KB a socket`,
  );
  report.note(`${mode}: bare ws, send() ${inWords(send)}`);
  report.note(`${mode}: frames of ${String(frameBytes)} bytes; ${overheads}`);
  const figure = (name: string, value: number, bar: number): void => {
    report.figure({ name: `${mode}-${name}`, value, must: '<=', bar });
  };
  figure('cpu-ratio', product.cpu / frame.cpu, 1.5);
  figure('last-delivery-ratio', product.last / frame.last, 1.5);
  figure('memory-ratio', kilobytes.product / kilobytes.bare, 2);
}

/** What it costs that an event is executed, completed and authorised before it is sent to everybody who follows. */
export async function fanOut(report: Report): Promise<void> {
  await inMode('distributed', report);
  await inMode('embedded', report);
}
