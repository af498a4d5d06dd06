import { type FileKind, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoredMetadata } from '../node/node.table.js';

/** A file whose bytes chat keeps, as it is by now. */
export interface ChatFile {
  readonly id: string;
  readonly organizationId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly nameKey: string;
  readonly sortKey: string;
  readonly mediaType: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly metadata: StoredMetadata;
  readonly createdAt: string;
}

/** Takes a file in as chat has it; it stands in no folder, takes nobody's space, and was never scanned. */
export async function saveChatFile(db: EntityManager, file: ChatFile): Promise<void> {
  await db.query(
    `insert into node (id, organization_id, kind, ancestors, holder_id, name, name_key, sort_key, created_by_id, origin,
       file_kind, media_type, size, scan, metadata, created_at, updated_at)
     values ($1, $2, 'FILE', array[$1], $3, $4, $5, $6, $3, 'CHAT', $7, $8, $9, 'UNSCANNED', $10, $11, $11)
     on conflict (id) do nothing`,
    [
      ...[file.id, file.organizationId, file.ownerId, file.name, file.nameKey, file.sortKey, file.kind],
      ...[file.mediaType, file.size, JSON.stringify(file.metadata), file.createdAt],
    ],
  );
}

/** With whom a file of chat's is shared: channels, and the organisation. */
export interface ShownTo {
  readonly kind: 'CHANNEL' | 'ORGANIZATION';
  readonly id: string;
}

/**
 * Shares a file with those to whom chat shows it, and with none besides; `newId` makes ids of shares.
 * @returns whether somebody has it no longer
 */
export async function showTo(
  db: EntityManager,
  fileId: string,
  shownTo: readonly (ShownTo & { readonly shareId: string })[],
): Promise<boolean> {
  const removed = await select(
    db,
    `delete from node_grant where node_id = $1 and shared_by_id is null and grantee_id <> all($2) returning id`,
    [fileId, shownTo.map(({ id }) => id)],
  );
  await db.query(
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
     select g."shareId", n.id, n.organization_id, g.kind, g.id, '{VIEW,COMMENT,DOWNLOAD}'
     from node n, jsonb_to_recordset($2::jsonb) as g ("shareId" text, kind text, id text)
     where n.id = $1 on conflict (node_id, grantee_id) do nothing`,
    [fileId, JSON.stringify(shownTo)],
  );
  return removed.length > 0;
}

/** Removes a file that chat has no longer. */
export async function removeChatFile(db: EntityManager, fileId: string): Promise<void> {
  await db.query(`delete from node where id = $1 and origin = 'CHAT'`, [fileId]);
}
