import { createHash } from 'node:crypto';

/** A weak validator: the same for the same text, RFC 9110 §8.8.3. */
export const etagOf = (text: string): string =>
  `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

/** Whether the client has that already, RFC 9110 §13.1.2. */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((each) => [etag, etag.slice(2), '*'].includes(each.trim())) ?? false;
