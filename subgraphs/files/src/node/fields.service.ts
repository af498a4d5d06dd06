import { type Action, type CapabilityState, type RequestContext, isId } from '@parley/kit';
import { viewerActions } from '../access/node.access.js';
import type { FilesContext } from '../context.js';
import { capabilitiesWith } from './capability.rules.js';
import type { FileMetadata } from './node.js';
import type { NodeAt } from './node.table.js';

/** The person whose it is; null for what belongs to a team or channel. */
export const ownerOf = ({ holderId }: NodeAt): string | null =>
  holderId !== null && isId('user', holderId) ? holderId : null;

/** Who keeps others from changing a file at this moment, and until when. */
export function lockOf({ lockedById, lockedUntil }: NodeAt): { byId: string; until: Date } | null {
  if (lockedById === null || lockedUntil === null || lockedUntil <= new Date()) return null;
  return { byId: lockedById, until: lockedUntil };
}

/** What was read from a file, as clients see it. */
export const metadataOf = ({ metadata }: NodeAt): FileMetadata => ({
  width: metadata.width ?? null,
  height: metadata.height ?? null,
  durationSeconds: metadata.durationSeconds ?? null,
  pageCount: metadata.pageCount ?? null,
  takenAt: metadata.takenAt == null ? null : new Date(metadata.takenAt),
  waveform: metadata.waveform ?? null,
});

/** Where the newest version of a file is downloaded. */
export const addressOf = ({ id, name, origin }: NodeAt): string =>
  origin === 'CHAT' ? `/content/${id}` : `/f/files/${id}/${encodeURIComponent(name)}`;

/** Where one version of a file is downloaded. */
export const addressOfVersion = ({ id, name }: NodeAt, versionId: string): string =>
  `/f/files/${id}/${versionId}/${encodeURIComponent(name)}`;

/** What the viewer may do with a node. */
export const actionsFor = (ctx: RequestContext, node: NodeAt): Promise<Action[]> => viewerActions(ctx, node);

/** What works with files, one state per capability. */
export const capabilitiesOf = ({ content }: FilesContext): readonly CapabilityState[] =>
  capabilitiesWith(content.scanner !== null);
