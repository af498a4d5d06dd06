import { AppError, HttpProblem, invalid, toFileName } from '@parley/kit';
import type { Blobs } from '../blob/blobs.js';
import type { UploadRow } from './upload.table.js';

/** Where uploads are sent. */
export const UPLOADS = '/f/uploads';

const textOf = (uploadId: string): string => `upload ${uploadId}`;

/** Where an upload is sent; with what lets whoever sends without an account, where nobody in particular does. */
export function addressOfUpload(
  { sign }: Pick<Blobs, 'sign'>,
  { id, personId }: Pick<UploadRow, 'id' | 'personId'>,
): string {
  return personId === null ? `${UPLOADS}/${id}?by=${sign(textOf(id))}` : `${UPLOADS}/${id}`;
}

/** Whether an address that brings this was given to whoever began the upload. */
export const isAddressOf = ({ isSigned }: Pick<Blobs, 'isSigned'>, uploadId: string, by: string): boolean =>
  isSigned(textOf(uploadId), by);

/** An upload that nobody sends to for so long is given up. */
const LIFETIME_MS = 24 * 3_600_000;

/** When an upload ends that somebody just sent to. */
export const expiryFrom = (now: number): Date => new Date(now + LIFETIME_MS);

/** The name under which a file will be found. @throws INVALID when nothing is left of it */
export function nameOf(given: string): string {
  const name = toFileName(given, '');
  if (name === '') throw invalid('name', 'Write a name');
  return name;
}

/** @throws INVALID for what is no SHA-256 */
export function sha256Of(given: string | null | undefined): string | null {
  if (given === null || given === undefined) return null;
  if (!/^[0-9a-f]{64}$/i.test(given)) throw invalid('sha256', 'A SHA-256 has 64 hexadecimal digits');
  return given.toLowerCase();
}

/** @throws INVALID for what is no size, or more than may be */
export function checkSize(size: number, most: number): number {
  if (size < 0) throw invalid('size', 'A file has no fewer than no bytes');
  if (size > most) throw tooLarge(most, size);
  return size;
}

/** More than is taken: 413, and which limit it is. */
export const tooLarge = (most: number, asked: number): HttpProblem =>
  new HttpProblem(
    413,
    new AppError('INVALID', `A file may have ${String(most)} bytes at most; this one has ${String(asked)}`, {
      field: 'size',
      limit: 'file',
      allowed: most,
      asked,
    }),
  );

/** Why nothing can be sent to an upload any more; null where it can. 410 where it is over, for good. */
export function overBecause(upload: UploadRow, now: number): HttpProblem | null {
  const gone = (sentence: string): HttpProblem => new HttpProblem(410, new AppError('NOT_FOUND', sentence));
  if (upload.state === 'REFUSED') return gone(upload.refusedBecause ?? 'This upload was refused');
  if (upload.state === 'EXPIRED') return gone('This upload was given up; begin it again');
  if (upload.state === 'RECEIVING' && upload.expiresAt.getTime() <= now) {
    return gone('This upload was left for too long; begin it again');
  }
  return null;
}
