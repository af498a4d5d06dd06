import { signals, stoppable } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { uploadTopic } from '../events.js';
import { accessUpload } from './upload.access.js';
import type { UploadSignal } from './upload.js';

/** Nobody sees more than so many steps of a bar, in milliseconds. */
const EVERY_MS = 250;

type Progress = Omit<UploadSignal, 'at'>;

/** When something was last told of an upload, by this process; ended ones are forgotten. */
const toldAt = new Map<string, number>();
const MOST_TOLD = 10_000;

/** Says how far an upload is, to whoever looks: not more than four times a second, but every change of its state. */
export function tellProgress(ctx: FilesContext, progress: Progress): void {
  const { uploadId, state } = progress;
  const now = performance.now();
  if (state === 'RECEIVING' && now - (toldAt.get(uploadId) ?? -Infinity) < EVERY_MS) return;
  toldAt.delete(uploadId);
  if (state === 'RECEIVING') toldAt.set(uploadId, now);
  const [oldest] = toldAt.keys();
  if (toldAt.size > MOST_TOLD && oldest !== undefined) toldAt.delete(oldest);
  // Ephemeral: whoever misses it hears the next one.
  void ctx.events.signal(uploadTopic(uploadId), { ...progress, at: new Date() }).catch(() => undefined);
}

/**
 * How far an upload is, from now on, for who sends it and who may look where it goes; the right is asked for again with
 * each step, and the last one ends it.
 */
export async function followUpload(
  ctx: FilesContext,
  uploadId: string,
): Promise<AsyncGenerator<UploadSignal, void, undefined>> {
  const heard = signals<UploadSignal & { readonly at: Date | string }>(ctx, [uploadTopic(uploadId)]);
  const upload = await accessUpload(ctx, uploadId).catch(async (error: unknown) => {
    await heard.return();
    throw error;
  });
  const first: UploadSignal = {
    at: new Date(),
    uploadId,
    receivedBytes: Number(upload.received),
    state: upload.state,
  };
  const stopped = new AbortController();
  stopped.signal.addEventListener('abort', () => void heard.return(), { once: true });
  return stoppable(follow(ctx, first, heard), stopped);
}

const isOver = ({ state }: UploadSignal): boolean => state !== 'RECEIVING' && state !== 'CHECKING';

async function* follow(
  ctx: FilesContext,
  first: UploadSignal,
  heard: AsyncGenerator<UploadSignal & { readonly at: Date | string }, void, undefined>,
): AsyncGenerator<UploadSignal, void, undefined> {
  yield first;
  if (isOver(first)) return;
  for await (const signal of heard) {
    await accessUpload(ctx.subgraph.context(ctx.caller) as FilesContext, signal.uploadId);
    yield Object.assign({}, signal, { at: new Date(signal.at) });
    if (isOver(signal)) return;
  }
}
