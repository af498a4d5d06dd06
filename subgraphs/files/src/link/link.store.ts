import { type PageRequest, boundsOf, byKey, byTime, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { LINK_ALWAYS_DRAWN } from '../access/policy-conditions.js';
import { LEADS } from '../access/link-conditions.js';
import type { FileRight } from '../node/file-kinds.js';

/** A link as it is written down; its secret is not. */
export interface LinkRow {
  readonly id: string;
  readonly nodeId: string;
  readonly organizationId: string;
  readonly tokenHash: Buffer;
  readonly rights: readonly FileRight[];
  readonly passwordHash: string | null;
  readonly expiresAt: Date | null;
  readonly maxUses: number | null;
  readonly useCount: number;
  readonly recipient: string | null;
  readonly createdById: string | null;
  /** Whether whoever made it chose that names are drawn. */
  readonly watermark: boolean;
  /** Whether the organisation lays that down for it. */
  readonly watermarkByPolicy: boolean;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly version: number;
}

const LINK = `l.id, l.node_id, l.organization_id, l.token_hash, l.rights, l.password_hash, l.expires_at, l.max_uses,
  l.use_count, l.recipient, l.created_by_id, l.created_at, l.revoked_at, l.watermark,
  ${LINK_ALWAYS_DRAWN} as watermark_by_policy, l.version`;

const MOST = 100;

/** Links by id, whoever asks. */
export async function linksById(db: EntityManager, ids: readonly string[]): Promise<Map<string, LinkRow>> {
  return byKey(
    await select<LinkRow>(db, `select ${LINK} from share_link l where l.id = any($1)`, [ids]),
    'id',
  );
}

/** The link with that secret. */
export const linkByHash = (db: EntityManager, hash: Buffer): Promise<LinkRow | undefined> =>
  selectOne(db, `select ${LINK} from share_link l where l.token_hash = $1`, [hash]);

/** Links that lead to nodes at this moment, on them or above, newest first. */
export async function linksTo(
  db: EntityManager,
  nodeIds: readonly string[],
): Promise<Map<string, readonly LinkRow[]>> {
  const rows = await select<LinkRow & { forId: string }>(
    db,
    `select n.id as for_id, l.* from node n cross join lateral (
       select ${LINK} from share_link l where l.node_id = any(n.ancestors) and ${LEADS}
       order by l.id desc limit ${String(MOST)}) l
     where n.id = any($1)`,
    [nodeIds],
  );
  return Map.groupBy(rows, ({ forId }) => forId);
}

/** A link that is about to be. */
export type NewLink = Omit<LinkRow, 'watermarkByPolicy' | 'useCount' | 'createdAt' | 'revokedAt' | 'version'>;

export async function insertLink(db: EntityManager, link: NewLink): Promise<void> {
  await db.query(
    `insert into share_link (id, node_id, organization_id, token_hash, rights, password_hash, expires_at, max_uses,
       recipient, created_by_id, watermark)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[link.id, link.nodeId, link.organizationId, link.tokenHash, link.rights, link.passwordHash],
      ...[link.expiresAt, link.maxUses, link.recipient, link.createdById, link.watermark],
    ],
  );
}

/** Changes a link whose version is still the expected one. */
export async function changeLink(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  change: Pick<LinkRow, 'rights' | 'expiresAt' | 'maxUses' | 'watermark' | 'passwordHash'>,
): Promise<boolean> {
  const rows = await select(
    db,
    `update share_link set rights = $3, expires_at = $4, max_uses = $5, watermark = $6, password_hash = $7,
       version = version + 1
     where id = $1 and version = $2 and revoked_at is null returning id`,
    [
      id,
      expectedVersion,
      change.rights,
      change.expiresAt,
      change.maxUses,
      change.watermark,
      change.passwordHash,
    ],
  );
  return rows.length === 1;
}

/** Ends a link; false where it was ended already. */
export const endLink = async (db: EntityManager, id: string): Promise<boolean> =>
  (
    await select(
      db,
      `update share_link set revoked_at = clock_timestamp(), version = version + 1
       where id = $1 and revoked_at is null returning id`,
      [id],
    )
  ).length === 1;

/** Counts one opening, unless it would be one too many: false then, and where the link is over. */
export const countOpening = async (db: EntityManager, id: string): Promise<boolean> =>
  (
    await select(
      db,
      `update share_link l set use_count = use_count + 1 where l.id = $1 and ${LEADS} returning id`,
      [id],
    )
  ).length === 1;

/** Whose links are listed. */
export interface LinksOf {
  readonly organizationId: string;
  readonly personId: string;
  /** Everybody's of the organisation. */
  readonly isAll: boolean;
  readonly isLive: boolean;
}

/** A link with when it was made, as text, for cursors. */
export interface ListedLink extends LinkRow {
  readonly atKey: string;
}

/** One page of the links that somebody made or that lead to what is theirs, newest first. */
export const linkPage = (db: EntityManager, of: LinksOf, request: PageRequest): Promise<ListedLink[]> =>
  select(
    db,
    `select ${LINK}, l.created_at::text as at_key from share_link l join node n on n.id = l.node_id
     where l.organization_id = $1 and ($3 or l.created_by_id = $2 or n.holder_id = $2) and (not $4 or ${LEADS})
       and ${byTime({ at: 'l.created_at', id: 'l.id', first: 'newest' }, request, 5)}`,
    [of.organizationId, of.personId, of.isAll, of.isLive, ...boundsOf(request), request.limit + 1],
  );
