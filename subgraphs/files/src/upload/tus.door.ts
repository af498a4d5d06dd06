import type { OutgoingHttpHeaders } from 'node:http';
import { forbidden, HttpProblem, invalid, isId, mayChange, notFound, type HttpExchange } from '@parley/kit';
import type { FilesContext } from '../context.js';
import {
  bytesIn,
  checkBytesType,
  checksumIn,
  checkVersion,
  concatenationIn,
  notWhatWasSent,
  TUS_CHECKSUMS,
  TUS_EXTENSIONS,
  TUS_VERSION,
} from './tus.rules.js';
import { accessSent } from './upload.access.js';
import { takeBytes } from './upload-bytes.service.js';
import { endUpload } from './upload-end.service.js';
import { finishUpload } from './upload-finish.service.js';
import { beginPart, joinParts } from './upload-parts.service.js';
import { giveUp } from './upload.service.js';
import { accessBegun } from '../request/receive.service.js';
import { asNobody } from './upload-sender.service.js';
import { accessTarget } from './upload-target.service.js';
import { UPLOADS as PREFIX, addressOfUpload, overBecause } from './upload.rules.js';
import { growingOf } from './upload.store.js';
import type { UploadRow } from './upload.table.js';
import { uploadingOf, type Uploading } from './uploading.js';

const METHODS = 'OPTIONS, HEAD, PATCH, POST, DELETE';
const MOST_SENDERS = 1_000;

interface Asked {
  readonly ctx: FilesContext;
  readonly exchange: HttpExchange;
  readonly uploading: Uploading;
  readonly uploadId: string;
  /** What its address brings, where nobody in particular sends. */
  readonly by: string | null;
}

/**
 * Resumable uploads, https://tus.io/protocols/resumable-upload version 1.0.0. An upload is begun by startUpload, where
 * everything about it is checked; creation here names one that was, or parts of it.
 */
export async function answerTus(ctx: FilesContext, exchange: HttpExchange): Promise<void> {
  const { request, response, path } = exchange;
  response.setHeader('tus-resumable', TUS_VERSION);
  const method = String(request.headers['x-http-method-override'] ?? request.method).toUpperCase();
  if (method === 'OPTIONS') {
    answerOptions(ctx, exchange);
    return;
  }
  checkVersion(request.headers);
  const uploadId = path.slice(PREFIX.length + 1);
  if (!isId('upload', uploadId)) throw path === PREFIX ? beginElsewhere() : notFound('Upload');
  const by = exchange.query.get('by');
  if (by === null && !mayChange(ctx.viewer)) {
    throw forbidden('This API token may only read; it lacks the scope WRITE');
  }
  const own = by === null ? ctx : asNobody(ctx);
  const asked = { ctx: own, exchange, uploading: uploadingOf(ctx), uploadId, by };
  if (method === 'HEAD') await answerHead(asked);
  else if (method === 'PATCH') await answerPatch(asked);
  else if (method === 'POST') await answerPost(asked);
  else if (method === 'DELETE') await answerDelete(asked);
  else throw new HttpProblem(405, invalid('method', 'Uploads know other methods'), { allow: METHODS });
}

const beginElsewhere = (): HttpProblem =>
  new HttpProblem(
    403,
    forbidden('Uploads are begun by the mutation startUpload, which answers with their address'),
  );

function answerOptions({ storage }: FilesContext, { response }: HttpExchange): void {
  response.writeHead(204, {
    'tus-version': TUS_VERSION,
    'tus-extension': TUS_EXTENSIONS,
    'tus-checksum-algorithm': TUS_CHECKSUMS,
    'tus-max-size': storage.maxSize,
  });
  response.end();
}

/** The upload as it is now, if the viewer may still send it where it goes. @throws HttpProblem 404, 403, 410 */
async function accessNow({ ctx, uploadId, by }: Asked): Promise<UploadRow> {
  const now = ctx.subgraph.context(ctx.caller) as FilesContext;
  const upload = await accessSent(now, uploadId, by);
  const over = overBecause(upload, Date.now());
  if (over) {
    if (upload.state === 'RECEIVING') await endUpload(ctx, upload, { state: 'EXPIRED' });
    throw over;
  }
  if (upload.state === 'DONE') return upload;
  if (upload.requestId !== null) await accessBegun(now, upload.requestId);
  if (by === null) await accessTarget(now, placeOf(upload));
  return upload;
}

/** What is sent to a channel has its folder, and what counts is who is in the channel. */
const placeOf = ({ folderId, channelId, replacesFileId }: UploadRow) => ({
  channelId,
  replacesFileId,
  folderId: channelId === null ? folderId : null,
});

/** Does something with an upload that nobody else does anything with meanwhile. */
async function locked<T>(
  asked: Asked,
  work: (upload: UploadRow, wanted: AbortSignal) => Promise<T>,
): Promise<T> {
  // Who may not send to it takes no lock, and asks nobody to let go of one.
  const { senders } = asked.uploading;
  const senderId = asked.by ?? asked.ctx.viewer.id;
  if (senders.get(asked.uploadId) !== senderId) {
    await accessNow(asked);
    const [oldest] = senders.keys();
    if (senders.size >= MOST_SENDERS && oldest !== undefined) senders.delete(oldest);
    senders.set(asked.uploadId, senderId);
  }
  const lock = await asked.uploading.locks.take(asked.uploadId);
  try {
    return await work(await accessNow(asked), lock.wanted);
  } finally {
    await lock.release();
  }
}

/** Finishes what is whole; whoever asks how far it is learns of what it came to. */
async function settle(asked: Asked, upload: UploadRow, received: number): Promise<void> {
  if (upload.partOf !== null || received !== Number(upload.size) || upload.state === 'DONE') return;
  const finished = await finishUpload(asked.ctx, asked.uploading.hashes, upload);
  if ('refusedBecause' in finished) throw notWhatWasSent(finished.refusedBecause);
}

const headersOf = (upload: UploadRow, offset: number): OutgoingHttpHeaders => ({
  'upload-offset': offset,
  'upload-length': upload.size,
  'cache-control': 'no-store',
  ...(upload.partOf !== null && { 'upload-concat': 'partial' }),
  ...(upload.state === 'RECEIVING' && { 'upload-expires': upload.expiresAt.toUTCString() }),
});

function answerHead(asked: Asked): Promise<void> {
  return locked(asked, async (upload) => {
    const received = await receivedOf(asked, upload);
    await settle(asked, upload, received);
    asked.exchange.response.writeHead(200, headersOf(upload, received)).end();
  });
}

/** What of it is there indeed. @throws HttpProblem 410 where its bytes are gone */
async function receivedOf({ ctx }: Asked, upload: UploadRow): Promise<number> {
  if (upload.state !== 'RECEIVING') return Number(upload.size);
  const store = ctx.blobs.store(upload.progress.region);
  const there = await store.resume(growingOf(upload), Number(upload.received));
  if (there !== null) return there;
  await endUpload(ctx, upload, { state: 'EXPIRED' });
  throw new HttpProblem(410, notFound('Upload'));
}

function answerPatch(asked: Asked): Promise<void> {
  const { request, response } = asked.exchange;
  checkBytesType(request.headers);
  const offset = bytesIn(request.headers, 'upload-offset');
  const checksum = checksumIn(request.headers);
  return locked(asked, async (upload, wanted) => {
    if (upload.state !== 'RECEIVING') throw new HttpProblem(403, forbidden('This upload is whole'));
    const { ctx, uploading } = asked;
    const { received, isWhole } = await takeBytes(ctx, uploading.hashes, upload, {
      request,
      offset,
      checksum,
      wanted,
    });
    await settle(asked, upload, received);
    if (!isWhole || response.destroyed) return;
    response.writeHead(204, headersOf(upload, received)).end();
  });
}

/** Names the upload itself, a part of it, or the parts that it is made of. */
async function answerPost(asked: Asked): Promise<void> {
  const { exchange, ctx } = asked;
  const { headers } = exchange.request;
  exchange.request.resume();
  const concatenation = concatenationIn(headers);
  const upload = await accessNow(asked);
  if (upload.partOf !== null) throw notFound('Upload');
  if (concatenation?.kind === 'final') await answerFinal(asked, concatenation.parts);
  else if (concatenation) {
    const id = await beginPart(ctx, upload, bytesIn(headers, 'upload-length'));
    created(asked, { id, personId: upload.personId });
  } else {
    const size = bytesIn(headers, 'upload-length');
    if (size !== Number(upload.size)) {
      throw new HttpProblem(400, invalid('upload-length', 'Another size was announced by startUpload'));
    }
    created(asked, upload);
  }
}

function created({ ctx, exchange }: Asked, upload: Pick<UploadRow, 'id' | 'personId'>): void {
  exchange.response.writeHead(201, { location: addressOfUpload(ctx.blobs, upload) }).end();
}

function answerFinal(asked: Asked, parts: readonly string[]): Promise<void> {
  return locked(asked, async (upload) => {
    const { ctx, uploading } = asked;
    if (upload.state === 'RECEIVING' && Number(upload.received) !== Number(upload.size)) {
      await joinParts(ctx, uploading.hashes, upload, parts);
    }
    await settle(asked, upload, Number(upload.size));
    created(asked, upload);
  });
}

async function answerDelete(asked: Asked): Promise<void> {
  const { ctx, uploadId, by } = asked;
  await accessNow(asked);
  await giveUp(ctx, uploadId, (fresh) => accessSent(fresh, uploadId, by));
  asked.exchange.response.writeHead(204).end();
}
