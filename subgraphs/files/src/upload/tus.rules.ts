import type { IncomingHttpHeaders } from 'node:http';
import { AppError, conflict, HttpProblem, invalid } from '@parley/kit';

/** The version of the protocol that is spoken here. */
export const TUS_VERSION = '1.0.0';
/** What of the protocol is spoken beside its core. */
export const TUS_EXTENSIONS = 'creation,expiration,termination,concatenation,checksum';
/** How bytes may vouch for themselves; sha1 for clients that know no better, as the protocol asks. */
const CHECKSUMS: ReadonlySet<string> = new Set(['sha256', 'sha1', 'md5']);
export const TUS_CHECKSUMS = [...CHECKSUMS].join(',');

const BYTES_TYPE = 'application/offset+octet-stream';
const MOST_PARTS = 64;

/** What the bytes of one request are to be. */
export interface Checksum {
  readonly algorithm: string;
  readonly digest: Buffer;
}

/** What came is not what was sent: 460. */
export const notWhatWasSent = (sentence: string): HttpProblem =>
  new HttpProblem(460, new AppError('INVALID', sentence, { field: 'upload-checksum' }));

/** Bytes are to go on elsewhere than where they are wanted: 409, and where that is. */
export const elsewhere = (wanted: number): HttpProblem =>
  new HttpProblem(409, conflict(`The upload goes on at byte ${String(wanted)}`), {
    'upload-offset': wanted,
  });

/** @throws HttpProblem 412 for another version of the protocol than ours, or none */
export function checkVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new HttpProblem(412, invalid('tus-resumable', `Tus-Resumable must be ${TUS_VERSION}`), {
    'tus-version': TUS_VERSION,
  });
}

/** @throws HttpProblem 415 for what is no part of an upload */
export function checkBytesType(headers: IncomingHttpHeaders): void {
  if (headers['content-type'] === BYTES_TYPE) return;
  throw new HttpProblem(415, invalid('content-type', `The body must be ${BYTES_TYPE}`), {
    'accept-patch': BYTES_TYPE,
  });
}

/** A whole number of bytes in a header. @throws HttpProblem 400 */
export function bytesIn(headers: IncomingHttpHeaders, name: 'upload-offset' | 'upload-length'): number {
  const text = headers[name];
  const bytes = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(bytes)) throw badHeader(name, `${name} must be a whole number of bytes`);
  return bytes;
}

/** What the bytes of a request vouch for themselves with; null for nothing. @throws HttpProblem 400 */
export function checksumIn(headers: IncomingHttpHeaders): Checksum | null {
  const text = headers['upload-checksum'];
  if (text === undefined) return null;
  const [, algorithm = '', digest = ''] = /^(\w+) ([\w+/=]+)$/.exec(String(text)) ?? [];
  if (!CHECKSUMS.has(algorithm)) {
    throw badHeader('upload-checksum', `Upload-Checksum is one of ${TUS_CHECKSUMS}, and its value in Base64`);
  }
  return { algorithm, digest: Buffer.from(digest, 'base64') };
}

/** Whether an upload is to be a part of another, or to be put together of such parts. */
export type Concatenation =
  { readonly kind: 'partial' } | { readonly kind: 'final'; readonly parts: readonly string[] };

/** What is said of parts; null for nothing. @throws HttpProblem 400 */
export function concatenationIn(headers: IncomingHttpHeaders): Concatenation | null {
  const text = headers['upload-concat'];
  if (text === undefined) return null;
  if (text === 'partial') return { kind: 'partial' };
  const [, list] = /^final;(.+)$/.exec(String(text)) ?? [];
  const parts =
    list?.split(' ').map((url) => /\/f\/uploads\/(\w{1,64})(?:\?.*)?$/.exec(url)?.[1] ?? '') ?? [];
  if (parts.length === 0 || parts.length > MOST_PARTS || parts.includes('')) {
    throw badHeader(
      'upload-concat',
      'Upload-Concat is "partial", or "final;" and the addresses of its parts',
    );
  }
  return { kind: 'final', parts };
}

const badHeader = (name: string, sentence: string): HttpProblem =>
  new HttpProblem(400, invalid(name, sentence));
