import { createHash } from 'node:crypto';
import { AppError, later, newId, notFound, systemCaller, transaction } from '@parley/kit';
import { accessNode } from '../access/node.access.js';
import type { FilesContext } from '../context.js';
import { toldStream } from '../events.js';
import { isHeld } from '../hold/hold.service.js';
import { subfolder } from '../node/subfolder.service.js';
import { nodeInside, settled } from '../node/place.service.js';
import { homeId } from '../node/root.service.js';
import { onBehalfOf } from '../person/on-behalf.service.js';
import { checkTaken } from '../policy/policy.service.js';
import { shareByItself } from '../share/share.service.js';
import { removeByItself } from '../trash/trash.service.js';
import { addFileVersion } from '../version/add-version.service.js';
import {
  type ToldRecording,
  claimRecording,
  insertRecording,
  lockRecording,
  noteWork,
  removeRecording,
  setFile,
} from './recording.store.js';
import type { TakenRecordingRow } from './recording.table.js';

/** The job that brings the bytes of a recording. */
export const TAKE_RECORDING = 'take-recording';
/** Whoever brings bytes says so this often; who is silent for longer than that is gone. */
const BEAT_MS = 15_000;
export const SILENT_SECONDS = 60;

const FOLDER = 'Recordings';
const MEDIA_TYPE = 'video/mp4';

/** Meetings have made a recording: its bytes are brought here. In a transaction. */
export async function awaitRecording(
  ctx: FilesContext,
  told: Omit<ToldRecording, 'storeKey'>,
): Promise<void> {
  const isNew = await insertRecording(ctx.db, { ...told, storeKey: newId('blob') });
  if (isNew) await later(ctx, TAKE_RECORDING, { recordingId: told.recordingId });
}

/**
 * Brings the bytes of a recording and makes a file of them, of whoever started it and shared with those who were there;
 * exactly once, however often it is begun.
 */
export async function takeRecording(ctx: FilesContext, recordingId: string): Promise<void> {
  const recording = await claimRecording(ctx.db, recordingId, SILENT_SECONDS);
  if (!recording) return;
  const beating = setInterval(() => {
    noteWork(ctx.db, recordingId, new Date()).catch((error: unknown) => {
      // The next beat says the same.
      ctx.subgraph.logger.warn({ err: String(error) }, 'a recording is brought, and nobody hears of it');
    });
  }, BEAT_MS);
  try {
    await bring(ctx, recording);
  } catch (error) {
    // Whoever tries again need not wait until we are known to be gone.
    await noteWork(ctx.db, recordingId, null);
    throw error;
  } finally {
    clearInterval(beating);
  }
}

/** What speaks against the file itself; everything else is tried again. */
const REFUSING: ReadonlySet<unknown> = new Set(['INVALID', 'FORBIDDEN', 'CONFLICT']);

async function bring(ctx: FilesContext, recording: TakenRecordingRow): Promise<void> {
  const own = await onBehalfOfOwner(ctx, recording);
  if (!own) {
    await refuse(ctx, recording, 'Whoever started this recording is gone.');
    return;
  }
  const store = own.blobs.store(own.viewer.region);
  await store.put(recording.storeKey, await checked(ctx, recording));
  try {
    const { storeKey } = await keep(own, recording);
    // The organisation had these bytes already, or nobody waits for them any more: ours are nobody's.
    if (storeKey !== recording.storeKey) await store.remove(recording.storeKey);
  } catch (error) {
    // There is no room for it, or such files are not taken: whoever started it is told so.
    if (!(error instanceof AppError) || !REFUSING.has(error.extensions['code'])) throw error;
    await store.remove(recording.storeKey);
    await refuse(ctx, recording, error.message);
  }
}

/** A context in which whoever started the recording acts; null where they are gone. */
async function onBehalfOfOwner(
  ctx: FilesContext,
  { ownerId, organizationId }: TakenRecordingRow,
): Promise<FilesContext | null> {
  const viewer = await onBehalfOf(ctx, ownerId);
  if (viewer?.organizationId !== organizationId) return null;
  return ctx.subgraph.context({ ...systemCaller('recordings'), internal: false, viewer }) as FilesContext;
}

/** Its bytes as meetings have them, which have to be those that were told of. */
async function checked(
  ctx: FilesContext,
  { recordingId, sha256, size }: TakenRecordingRow,
): Promise<AsyncIterable<Buffer>> {
  const parcel = await ctx.subgraph.parcelOf('meetings', recordingId);
  const hash = createHash('sha256');
  let bytes = 0;
  return (async function* () {
    for await (const chunk of parcel as AsyncIterable<Uint8Array>) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
    if (bytes !== Number(size) || hash.digest('hex') !== sha256) {
      throw new TypeError(`What arrived of ${recordingId} is not what was told of`);
    }
  })();
}

/** The file, where nothing has become of the recording yet, and who may see it; all in one transaction. */
function keep(
  own: FilesContext,
  recording: TakenRecordingRow,
): Promise<{ readonly storeKey: string | null }> {
  const { recordingId: id, organizationId, name, sha256, audienceIds } = recording;
  const size = Number(recording.size);
  return transaction(own, async (inner) => {
    const now = await lockRecording(inner.db, id);
    if (now?.fileId !== null) return { storeKey: null };
    await checkTaken(inner, organizationId, { name, size, mediaType: MEDIA_TYPE });
    const [home] = await settled(inner, [await nodeInside(inner, (await homeId(inner)) ?? '')], 'exclusive');
    if (!home) throw notFound('Folder');
    const folder = await subfolder(inner, home, FOLDER);
    const bytes = { sha256, size, storeKey: recording.storeKey, region: inner.viewer.region };
    const { nodeId, storeKey } = await addFileVersion(
      inner,
      { folder, name, whenTaken: 'NUMBER' },
      { bytes, mediaType: MEDIA_TYPE, fileKind: 'VIDEO' },
    );
    const others = audienceIds.filter((each) => each !== inner.viewer.id);
    const file = await accessNode(inner, nodeId, 'SHARE');
    await shareByItself(inner, file, others, ['VIEW', 'COMMENT', 'DOWNLOAD']);
    await setFile(inner.db, id, nodeId);
    await inner.events.publish(toldStream(nodeId), 'recordingTaken', { recordingId: id, fileId: nodeId });
    return { storeKey };
  });
}

const refuse = (ctx: FilesContext, { recordingId }: TakenRecordingRow, because: string): Promise<void> =>
  transaction(ctx, async (inner) => {
    const now = await lockRecording(inner.db, recordingId);
    if (now?.fileId !== null) return;
    await removeRecording(inner.db, recordingId);
    await inner.events.publish(toldStream(recordingId), 'recordingRefused', { recordingId, because });
  });

/** Meetings have forgotten a recording: its file is removed for good, unless a legal hold keeps it. In a transaction. */
export async function forgetRecording(ctx: FilesContext, recordingId: string): Promise<void> {
  const recording = await lockRecording(ctx.db, recordingId);
  if (!recording) return;
  const { fileId } = recording;
  if (fileId !== null) await removeByItself(ctx, fileId);
  // What is held is held by who is in it, which its row knows.
  if (fileId === null || !(await isHeld(ctx, fileId))) await removeRecording(ctx.db, recordingId);
}
