import { type FileKind, newId, notFound, transaction } from '@parley/kit';
import { note } from '../activity/activity.service.js';
import { type StoredBytes, referTo } from '../blob/reference.service.js';
import type { FilesContext } from '../context.js';
import { announceAdded, announceChanged } from '../node/announce.service.js';
import { type WhenTaken, makeNode } from '../node/make-node.service.js';
import { setCurrentVersion } from '../node/node.service.js';
import type { NodeAt, NodeRow, StoredMetadata, VersionRow } from '../node/node.table.js';
import { nodeInside, settled, settledFile } from '../node/place.service.js';
import { lookInto } from '../pipeline/scan.service.js';
import { checkSpace, count } from '../usage/usage.service.js';
import { insertVersion } from './version.store.js';

type Placed = Pick<NodeRow, 'id' | 'ancestors'>;

/** A new file in a folder, or the next version of a file. */
export type Target =
  | { readonly folder: Placed; readonly name: string; readonly whenTaken: WhenTaken }
  | { readonly file: Placed };

/** What was stored, and what it is. */
export interface NewVersion {
  readonly bytes: StoredBytes;
  /** By its content. */
  readonly mediaType: string;
  readonly fileKind: FileKind;
  /** What is known of it already; more is read from it later. */
  readonly metadata?: StoredMetadata;
  /** A remark for people. */
  readonly note?: string | null;
  /** The request that it came by. */
  readonly requestId?: string | null;
}

/** A version that was made, and where its bytes are: elsewhere than was said, if the organisation had them already. */
export interface AddedVersion {
  readonly nodeId: string;
  readonly version: VersionRow;
  readonly storeKey: string;
}

async function nodeFor(ctx: FilesContext, target: Target): Promise<NodeAt> {
  if ('file' in target) return settledFile(ctx, target.file);
  const [folder] = await settled(ctx, [target.folder], 'shared');
  if (folder?.kind !== 'FOLDER' || folder.trashedAt !== null) throw notFound('Folder');
  const { name, whenTaken } = target;
  return nodeInside(ctx, await makeNode(ctx, folder, { kind: 'FILE', name, whenTaken }));
}

/**
 * The one way in which a file or a version of one comes to be: in one transaction its bytes are referred to, it is
 * counted in the space of whoever holds it, it is written down who did it, and it is told. Whoever calls has asked
 * whether the viewer may (accessFolder and UPLOAD, accessFile and EDIT), and whether such a file is taken (checkTaken).
 * @throws NOT_FOUND where the folder or file is gone meanwhile, CONFLICT where the name is taken or there is no room
 */
export function addFileVersion(ctx: FilesContext, target: Target, added: NewVersion): Promise<AddedVersion> {
  return transaction(ctx, async (inner) => {
    const node = await nodeFor(inner, target);
    const { organizationId, holderId } = node;
    const { size, sha256 } = added.bytes;
    await checkSpace(inner, { organizationId, holderId, bytes: size });
    const { storeKey, scan } = await referTo(inner, organizationId, added.bytes);
    const version = await insertVersion(inner.db, {
      ...{ id: newId('fversion'), nodeId: node.id, organizationId, blobSha256: sha256, size },
      ...{ mediaType: added.mediaType, note: added.note ?? null },
      createdById: inner.caller.viewer?.id ?? null,
    });
    const { mediaType, fileKind, metadata = {} } = added;
    await setCurrentVersion(inner, node.id, {
      versionId: version.id,
      size,
      mediaType,
      fileKind,
      scan,
      metadata,
    });
    await lookInto(inner, { id: version.id, size });
    const isNew = !('file' in target);
    await count(inner, [{ organizationId, holderId, bytes: size, files: isNew ? 1 : 0 }]);
    await note(inner, [{ node, kind: isNew ? 'UPLOADED' : 'EDITED', requestId: added.requestId ?? null }]);
    await (isNew ? announceAdded(inner, node) : announceChanged(inner, node));
    return { nodeId: node.id, version, storeKey };
  });
}
