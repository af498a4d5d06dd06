import type { OperationRequest } from '@parley/kit';
import { malformed } from '../http/refusal.js';

/** By what a request names its document in place of its text, or beside it. */
export interface DocumentReference {
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  /** The text came along to be kept for the next time, as automatic persisted queries have it. */
  readonly isToBeKept: boolean;
}

/** An operation as a client asks for it; the text is empty when only a reference came. */
export interface DocumentRequest extends OperationRequest {
  readonly document?: DocumentReference;
}

const HASH = /^[0-9a-f]{64}$/i;

/** Whether it is an object of JSON. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads `documentId` (GraphQL over HTTP, appendix on persisted documents) and `extensions.persistedQuery` (Apollo's
 * automatic persisted queries, version 1). @throws HttpRefusal 400 for what claims to be one and is not
 */
export function referenceIn(documentId: unknown, extensions: unknown): DocumentReference | null {
  if (documentId !== undefined && documentId !== null) return fromDocumentId(documentId);
  const persisted = isMap(extensions) ? extensions['persistedQuery'] : undefined;
  if (persisted === undefined || persisted === null) return null;
  const hash = isMap(persisted) && persisted['version'] === 1 ? persisted['sha256Hash'] : undefined;
  if (typeof hash !== 'string' || !HASH.test(hash)) {
    throw malformed('extensions', 'A persistedQuery has version 1 and a sha256Hash of 64 hexadecimal digits');
  }
  return { hash: hash.toLowerCase(), isToBeKept: true };
}

function fromDocumentId(documentId: unknown): DocumentReference {
  const hash = typeof documentId === 'string' ? documentId.replace(/^sha256:/i, '') : '';
  if (!HASH.test(hash)) {
    throw malformed('documentId', 'A documentId is sha256: and the 64 hexadecimal digits of the hash');
  }
  return { hash: hash.toLowerCase(), isToBeKept: false };
}
