import { pipeline } from 'node:stream/promises';
import { noteStreamed, type HttpExchange } from '@parley/kit';
import type { Readable } from 'node:stream';
import type { Span } from '../blob/store.js';
import type { FilesContext } from '../context.js';
import { checkMatch, etagOf, headersOf, isKnown, spanOf } from './download.rules.js';
import type { KeptBytes } from './download.store.js';

/** What is given, to whom. */
export interface Sending {
  readonly bytes: KeptBytes;
  /** Where they are read, other than from the store. */
  readonly read?: (span: Span) => Readable;
  readonly name: string;
  /** It is saved, whatever browsers could do with it. */
  readonly isSaved: boolean;
  /** Asked again while it runs: false, or a refusal, ends it. */
  readonly mayStill: () => Promise<boolean>;
  /** Told once before the first byte of it leaves: not for what is known already, nor for what goes on with it. */
  readonly onBegun?: () => Promise<void>;
}

/** How often is asked whether it may still be read. */
const CHECK_MS = 500;
/** Whoever takes nothing for so long is gone, in milliseconds. */
const SILENT_MS = 60_000;

/**
 * Gives bytes, or a span of them (RFC 9110 §13 and §14), at the pace of whoever reads; whoever may read no longer gets
 * no more of it. Rights are the caller's to check first, and mayStill()'s to go on checking.
 */
export async function sendBytes(ctx: FilesContext, exchange: HttpExchange, sending: Sending): Promise<void> {
  const { request, response } = exchange;
  const { bytes, name, isSaved } = sending;
  const size = Number(bytes.size);
  const etag = etagOf(bytes.sha256);
  checkMatch(request.headers, etag);
  const headers = headersOf({ ...bytes, size, name, isSaved });
  if (isKnown(request.headers, etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const span = spanOf(request.headers, etag, size);
  const { from, to } = span ?? { from: 0, to: size };
  const status = span ? 206 : 200;
  const all = {
    ...headers,
    'content-length': to - from,
    ...(span && { 'content-range': `bytes ${String(from)}-${String(to - 1)}/${String(size)}` }),
  };
  if (request.method === 'HEAD' || from === to) {
    response.writeHead(status, all).end();
    return;
  }
  // Opened before it is promised: what is missing is told as such.
  const stream =
    sending.read?.({ from, to }) ?? (await ctx.blobs.store(bytes.region).read(bytes.storeKey, { from, to }));
  if (from === 0) {
    await sending.onBegun?.().catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
  }
  response.writeHead(status, all);
  const stop = endWithRight(exchange, sending.mayStill);
  const sent = pipeline(stream, response);
  stream.on('data', (chunk: Buffer) => {
    noteStreamed(chunk.length);
  });
  // Who leaves, or is cut off, ends the stream; that is how downloads end as often as not.
  await sent.catch(() => undefined);
  stop();
}

function endWithRight({ request, response }: HttpExchange, mayStill: Sending['mayStill']): () => void {
  const { socket } = request;
  const end = (): void => {
    response.destroy();
  };
  let isAsking = false;
  let [taken, takenAt] = [socket.bytesWritten, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    if (socket.bytesWritten !== taken) [taken, takenAt] = [socket.bytesWritten, now];
    if (now - takenAt > SILENT_MS) end();
    if (isAsking) return;
    isAsking = true;
    // Who cannot be asked about is not served on what may be over.
    mayStill()
      .catch(() => false)
      .then((may) => {
        isAsking = false;
        if (!may) end();
      }, end);
  }, CHECK_MS);
  return () => {
    clearInterval(timer);
  };
}
