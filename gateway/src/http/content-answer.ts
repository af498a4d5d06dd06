import { once } from 'node:events';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { AppError, notFound, PIECE_BYTES, type BytesDescription } from '@parley/kit';
import type { ContentExchange } from './content.js';
import { HttpRefusal } from './refusal.js';
import { isKnown } from './validator.js';

/** From the first byte up to, not with, the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const METHODS = 'GET, HEAD';
/** Whatever a file holds, in a page of its own it may run, load and send nothing. */
const SANDBOX =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

/**
 * Gives one file, or a span of it (RFC 9110 §14), to who may read it: the right is asked for again with each piece.
 * What browsers should not show is only ever saved; nothing is taken for another type than it is.
 */
export async function sendContent(exchange: ContentExchange): Promise<void> {
  const { request, response, path, ask } = exchange;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new HttpRefusal(405, new AppError('INVALID', 'Files are read'), { allow: METHODS });
  }
  const id = /^\/content\/(\w{1,64})(?:\/[^/]*)?$/.exec(path)?.[1];
  if (id === undefined) throw notFound('File');
  const described = (await ask({ op: 'describe', id })).value as BytesDescription;
  const etag = `"${described.etag}"`;
  const headers = headersOf(described, etag, wantsToSave(request.url));
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = rangeOf(request.headers.range, request.headers['if-range'], etag, described.size);
  if (range === 'none') {
    throw new HttpRefusal(416, new AppError('INVALID', 'The file is not that long'), {
      'content-range': `bytes */${String(described.size)}`,
    });
  }
  const span = range ?? { from: 0, to: described.size };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': span.to - span.from,
    ...(range && {
      'content-range': `bytes ${String(range.from)}-${String(range.to - 1)}/${String(described.size)}`,
    }),
  });
  if (request.method === 'GET') await sendSpan(exchange, id, span);
  response.end();
}

const wantsToSave = (url = '/'): boolean => new URL(url, 'http://gateway').searchParams.has('download');

function headersOf({ mediaType, name, inline }: BytesDescription, etag: string, save: boolean) {
  const ascii = name.replaceAll(/[^\w .()-]/g, '_');
  const utf8 = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const headers: OutgoingHttpHeaders = {
    'content-type': inline ? mediaType : 'application/octet-stream',
    'content-disposition': `${inline && !save ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${utf8}`,
    'content-security-policy': SANDBOX,
    'accept-ranges': 'bytes',
    // Kept by the browser, and asked about each time: the right may have gone.
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Cookie',
    etag,
  };
  return headers;
}

/** The one span that is asked for; null for all of it, also where several are asked for. */
function rangeOf(
  header: string | undefined,
  ifRange: unknown,
  etag: string,
  size: number,
): Span | 'none' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (ifRange !== undefined && ifRange !== etag) return null;
  if (first === '') return size === 0 ? 'none' : { from: Math.max(0, size - Number(last)), to: size };
  const [from, to] = [Number(first), last === '' ? size : Math.min(Number(last) + 1, size)];
  return from < to ? { from, to } : 'none';
}

async function sendSpan({ response, ask }: ContentExchange, id: string, { from, to }: Span): Promise<void> {
  for (let at = from; at < to && !response.destroyed;) {
    // Up to the next piece's beginning, so that no piece is read twice.
    const length = Math.min(to - at, PIECE_BYTES - (at % PIECE_BYTES));
    const { bytes } = await ask({ op: 'read', place: { id, from: at }, length });
    if (bytes.length === 0) throw new AppError('INTERNAL', 'A file ended before its end');
    at += bytes.length;
    if (!response.write(bytes)) await drained(response);
  }
}

/** Whoever reads slowly is waited for; whoever is gone is not. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(
    () => {
      over.abort();
    },
  );
}
