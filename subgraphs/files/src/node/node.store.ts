import { type FileKind, byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { HEAD, NODE } from './node-columns.js';
import type { NodeAt, NodeRow, StoredMetadata } from './node.table.js';
import type { ScanState } from './file-kinds.js';

/** Nodes by id, whoever asks. */
export async function nodesById(db: EntityManager, ids: readonly string[]): Promise<Map<string, NodeAt>> {
  const rows = await select<NodeAt>(db, `select ${NODE} from node n ${HEAD} where n.id = any($1)`, [ids]);
  return byKey(rows, 'id');
}

/**
 * Keeps the shape of a tree as it is until the transaction ends: `shared` for who adds to it, `exclusive` for who moves,
 * throws away or shares in it. Trees are locked in the order of their ids.
 */
export async function lockTrees(
  db: EntityManager,
  rootIds: readonly string[],
  how: 'shared' | 'exclusive',
): Promise<void> {
  const suffix = how === 'shared' ? '_shared' : '';
  for (const rootId of [...new Set(rootIds)].sort()) {
    await db.query(`select pg_advisory_xact_lock${suffix}(hashtextextended($1, 7))`, [`tree ${rootId}`]);
  }
}

/** Holds the rows of nodes until the transaction ends. */
export async function lockNodes(db: EntityManager, ids: readonly string[]): Promise<void> {
  await db.query('select from node where id = any($1) order by id for update', [ids]);
}

/** A node that is about to be. */
export type NewNode = Pick<
  NodeRow,
  | 'id'
  | 'organizationId'
  | 'kind'
  | 'parentId'
  | 'ancestors'
  | 'holderId'
  | 'name'
  | 'nameKey'
  | 'sortKey'
  | 'channelId'
  | 'createdById'
  | 'region'
>;

/**
 * Writes a node down; a file that goes to a channel is sent once a message shows it. False where its name, or what it
 * is the root of, is there already.
 */
export async function insertNode(db: EntityManager, node: NewNode): Promise<boolean> {
  const rows = await select(
    db,
    `insert into node (id, organization_id, kind, parent_id, ancestors, holder_id, name, name_key, sort_key,
       channel_id, created_by_id, region, is_sent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, not ($3 = 'FILE' and $10::text is not null)) on conflict do nothing returning id`,
    [
      ...[node.id, node.organizationId, node.kind, node.parentId, node.ancestors, node.holderId],
      ...[node.name, node.nameKey, node.sortKey, node.channelId, node.createdById, node.region],
    ],
  );
  return rows.length === 1;
}

/** The root of a person or team, where there is one. */
export async function rootIdOf(db: EntityManager, holderId: string): Promise<string | undefined> {
  const statement = `select id from node
    where holder_id = $1 and parent_id is null and channel_id is null and kind = 'FOLDER'`;
  return (await selectOne<{ id: string }>(db, statement, [holderId]))?.id;
}

/** The hidden root of what was sent to a channel, where there is one. */
export async function channelRootIdOf(db: EntityManager, channelId: string): Promise<string | undefined> {
  const statement = `select id from node where channel_id = $1 and parent_id is null and kind = 'FOLDER'`;
  return (await selectOne<{ id: string }>(db, statement, [channelId]))?.id;
}

/** What a change writes on a node; what is left out stays. */
export interface NodeChange {
  readonly name?: string;
  readonly nameKey?: string;
  readonly sortKey?: string;
  readonly description?: string | null;
  readonly tags?: readonly string[];
}

/** Whether a folder has something else of that name. */
export async function isNameTaken(
  db: EntityManager,
  parentId: string,
  nameKey: string,
  exceptId: string,
): Promise<boolean> {
  const statement = `select 1 from node where parent_id = $1 and name_key = $2 and id <> $3 and trashed_at is null
    and channel_id is null`;
  return (await selectOne(db, statement, [parentId, nameKey, exceptId])) !== undefined;
}

/** What has that name in a folder; undefined where nothing has. */
export const childNamed = (
  db: EntityManager,
  parentId: string,
  nameKey: string,
): Promise<Pick<NodeRow, 'id' | 'kind'> | undefined> =>
  selectOne(
    db,
    `select n.id, n.kind from node n where n.parent_id = $1 and n.name_key = $2 and n.trashed_at is null
       and n.channel_id is null`,
    [parentId, nameKey],
  );

/**
 * Changes a node whose version is still the expected one.
 */
export async function changeNode(
  db: EntityManager,
  node: Pick<NodeRow, 'id' | 'parentId'>,
  expectedVersion: number,
  change: NodeChange,
): Promise<'changed' | 'stale' | 'taken'> {
  const { nameKey } = change;
  if (nameKey !== undefined && (await isNameTaken(db, node.parentId ?? '', nameKey, node.id))) return 'taken';
  const rows = await select(
    db,
    `update node set name = coalesce($3, name), name_key = coalesce($4, name_key), sort_key = coalesce($5, sort_key),
       description = case when $6 then $7 else description end, tags = coalesce($8::text[], tags),
       version = version + 1, updated_at = clock_timestamp()
     where id = $1 and version = $2 returning id`,
    [
      ...[node.id, expectedVersion, change.name ?? null, nameKey ?? null, change.sortKey ?? null],
      ...[change.description !== undefined, change.description ?? null, change.tags ?? null],
    ],
  );
  return rows.length === 1 ? 'changed' : 'stale';
}

/** A name as it is written down. */
export type Named = Pick<NodeRow, 'name' | 'nameKey' | 'sortKey'>;

/** Moves a node with all below it to another folder, under that name, and into the space of whoever holds that. */
export async function moveNode(db: EntityManager, node: NodeRow, to: NodeRow, as: Named): Promise<void> {
  await db.query(
    `update node n set ancestors = $3::text[] || n.ancestors[$4::int:], holder_id = $5,
       former_holder_ids = case when n.holder_id is distinct from $5 and n.holder_id is not null
         then array_append(array_remove(n.former_holder_ids, n.holder_id), n.holder_id) else n.former_holder_ids end,
       parent_id = case when n.id = $1 then $2 else n.parent_id end,
       name = case when n.id = $1 then $6 else n.name end,
       name_key = case when n.id = $1 then $7 else n.name_key end,
       sort_key = case when n.id = $1 then $8 else n.sort_key end
     where n.ancestors @> array[$1]`,
    [
      ...[node.id, to.id, to.ancestors, node.ancestors.length, to.holderId],
      ...[as.name, as.nameKey, as.sortKey],
    ],
  );
}

/** How many levels of folders and files are below a node, itself included. */
export async function depthOf(db: EntityManager, node: NodeRow): Promise<number> {
  const row = await selectOne<{ deepest: number }>(
    db,
    'select max(cardinality(ancestors)) as deepest from node where ancestors @> array[$1]',
    [node.id],
  );
  return (row?.deepest ?? node.ancestors.length) - node.ancestors.length + 1;
}

/** What a file is by its newest version. */
export interface CurrentBytes {
  readonly versionId: string;
  readonly size: number;
  readonly mediaType: string;
  readonly fileKind: FileKind;
  readonly scan: ScanState;
  readonly metadata: StoredMetadata;
}

/** Makes a version the newest one of its file. */
export async function setCurrent(db: EntityManager, nodeId: string, now: CurrentBytes): Promise<void> {
  await db.query(
    `update node set current_version_id = $2, size = $3, media_type = $4, file_kind = $5, scan = $6, metadata = $7,
       version = version + 1, updated_at = clock_timestamp() where id = $1`,
    [nodeId, now.versionId, now.size, now.mediaType, now.fileKind, now.scan, JSON.stringify(now.metadata)],
  );
}

/** Keeps others from changing a file, or lets them again; false where somebody else keeps them from it now. */
export async function setLock(
  db: EntityManager,
  id: string,
  lock: { readonly byId: string; readonly until: Date } | null,
): Promise<void> {
  await db.query(
    `update node set locked_by_id = $2, locked_until = $3, version = version + 1 where id = $1`,
    [id, lock?.byId ?? null, lock?.until ?? null],
  );
}
