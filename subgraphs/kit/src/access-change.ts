import type { Viewer } from './viewer.js';

/**
 * Whose right to a stream something may have changed: everyone's, or that of the viewers these ids concern — the
 * viewer with that id, and those who hold a grant given by it.
 */
export type AccessChange = 'everyone' | readonly string[];

/** Whether a change of access may be about that viewer: by their own id, or by that of whoever gave them a grant. */
export function concerns(access: AccessChange, { id, grants }: Pick<Viewer, 'id' | 'grants'>): boolean {
  if (access === 'everyone' || access.includes(id)) return true;
  return grants.some(({ grantedById }) => grantedById !== null && access.includes(grantedById));
}

/**
 * What the source of an ephemeral subscription yields between its signals when somebody may have lost access; a log
 * row says it by itself (FollowOptions.access). It is told to the gateway only, in shared executions only.
 */
export class AccessChanged {
  constructor(readonly access: AccessChange) {}
}

/** What the gateway is told of one live answer beside its data; stands in `extensions.live`. */
export interface LiveMark {
  readonly kind: string;
  /** From where to follow after this answer; null for what is ephemeral. */
  readonly cursor: string | null;
  /** Position in its stream, where there is one. */
  readonly seq: number | null;
  readonly access: AccessChange | null;
}

/** Reads the mark off whatever a subscription's source has yielded; null for ephemeral signals. */
export function liveMarkOf(root: unknown): LiveMark | null {
  if (root instanceof AccessChanged) {
    return { kind: 'accessChanged', cursor: null, seq: null, access: root.access };
  }
  if (typeof root !== 'object' || root === null) return null;
  const { kind, cursor, seq, access } = root as Partial<LiveMark>;
  if (typeof cursor !== 'string' || typeof kind !== 'string') return null;
  return { kind, cursor, seq: seq ?? null, access: access ?? null };
}
