import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { AppError, HttpProblem } from '@parley/kit';
import type { Span } from '../blob/store.js';

/** Bytes as they are given: never changing under one tag. */
export interface Content {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  /** It is saved, whatever browsers could do with it. */
  readonly isSaved: boolean;
}

/** Whatever a file holds, in a page of its own it may run, load and send nothing. */
const SANDBOX =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox; frame-ancestors 'none'";

/** Pictures, sound and films, of which a browser runs nothing; a picture that is a document may. */
const isShown = (mediaType: string): boolean =>
  /^(?:image|audio|video)\//.test(mediaType) && !/svg|xml/.test(mediaType);

/** The headers of some bytes. What browsers should not show is only ever saved; nothing is taken for another type. */
export function headersOf({ sha256, mediaType, name, isSaved }: Content): OutgoingHttpHeaders {
  const inline = isShown(mediaType);
  const ascii = name.replaceAll(/[^\w .()-]/g, '_');
  const utf8 = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': inline ? mediaType : 'application/octet-stream',
    'content-disposition': `${inline && !isSaved ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${utf8}`,
    'content-security-policy': SANDBOX,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    // Kept by the browser, and asked about each time: the right may have gone.
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Cookie',
    etag: etagOf(sha256),
  };
}

export const etagOf = (sha256: string): string => `"${sha256}"`;

/** Whether whoever asks has it already, RFC 9110 §13.1.2. */
export const isKnown = ({ 'if-none-match': asked }: IncomingHttpHeaders, etag: string): boolean =>
  asked?.split(',').some((each) => [etag, `W/${etag}`, '*'].includes(each.trim())) ?? false;

/** Bytes have a tag, and who asks for those of another one gets none: 412. */
export function checkMatch({ 'if-match': asked }: IncomingHttpHeaders, etag: string): void {
  if (asked === undefined || asked.split(',').some((each) => [etag, '*'].includes(each.trim()))) return;
  throw new HttpProblem(412, new AppError('CONFLICT', 'The file has changed since'));
}

/**
 * The one span that is asked for; null for all of it, also where several are asked for, or of other bytes than these.
 * @throws HttpProblem 416 for what is beyond the end
 */
export function spanOf(headers: IncomingHttpHeaders, etag: string, size: number): Span | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (from < to) return { from, to };
  throw new HttpProblem(416, new AppError('INVALID', 'The file is not that long'), {
    'content-range': `bytes */${String(size)}`,
  });
}
