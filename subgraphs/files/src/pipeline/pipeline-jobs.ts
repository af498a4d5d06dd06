import { type RequestContext, job } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { readFileWords } from './read.service.js';
import { renderFile } from './render.service.js';
import { RESCAN, dropMadeOfNothing, scanBatchAgain, watchSignatures } from './rescan.service.js';
import { STEPS, scanFile, takeUpWaiting } from './scan.service.js';
import { streamFile } from './stream.service.js';

const asFiles = (ctx: RequestContext): FilesContext => ctx as FilesContext;

const step = (name: string, atOnce: number, run: (ctx: FilesContext, versionId: string) => Promise<void>) =>
  job(name, { atOnce }, async (ctx, data) => {
    if (!asFiles(ctx).content.isAtWork || !('versionId' in data)) return;
    await run(asFiles(ctx), String(data.versionId));
  });

/** What waits longer than this was not taken up by whoever it was left to. */
const RESTING_SECONDS = 45;

/**
 * What is done with files after they came, each step by itself. Many are begun side by side, for most of them wait:
 * for the scanner, or for one of the few child processes.
 */
export const pipelineJobs = [
  step(STEPS.scan, 8, scanFile),
  step(STEPS.scanLarge, 2, scanFile),
  step(STEPS.render, 6, renderFile),
  step(STEPS.renderSlowly, 2, renderFile),
  step(STEPS.read, 6, readFileWords),
  step(STEPS.stream, 1, streamFile),
  job(RESCAN, {}, (ctx) => scanBatchAgain(asFiles(ctx))),
  job('take-up-waiting-files', { cron: '* * * * *' }, (ctx) => takeUpWaiting(asFiles(ctx), RESTING_SECONDS)),
  job('watch-signatures', { cron: '*/5 * * * *' }, (ctx) => watchSignatures(asFiles(ctx))),
  job('drop-made-of-nothing', { cron: '23 * * * *' }, (ctx) => dropMadeOfNothing(asFiles(ctx))),
];
