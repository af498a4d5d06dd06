import type { RequestContext } from '@parley/kit';
import { toldStream } from '../events.js';
import { type ToldFile, factsToTell, filesUnder } from './told-file.store.js';

/** What is told, without what nobody shows of it. */
const toTold = ({ metadata, ...file }: ToldFile): object => {
  const { width = null, height = null, durationSeconds = null, waveform = null } = metadata;
  return { ...file, ...{ width, height, durationSeconds, waveform } };
};

/**
 * Tells other subgraphs of files as they are by now, in the transaction that changes them: whoever was answered that a
 * file is there finds it told of.
 */
export async function tellFiles(ctx: RequestContext, ids: readonly string[]): Promise<void> {
  for (const file of await factsToTell(ctx.db, ids)) {
    await ctx.events.publish(toldStream(file.fileId), 'fileTold', toTold(file));
  }
}

/** The same of a node and all below it: who sees them, or whether they are there, changed. */
export const tellFilesUnder = async (ctx: RequestContext, nodeId: string): Promise<void> =>
  tellFiles(ctx, await filesUnder(ctx.db, nodeId));

/** Tells other subgraphs that a node and all below it are about to be gone for good. */
export async function tellForgotten(ctx: RequestContext, nodeId: string): Promise<void> {
  for (const fileId of await filesUnder(ctx.db, nodeId)) {
    await ctx.events.publish(toldStream(fileId), 'fileForgotten', { fileId });
  }
}
