import { type PageRequest, boundsOf, byKey, byTime, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { SHARE_ALWAYS_DRAWN } from '../access/policy-conditions.js';
import { GRANTED, HOLDS, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, isOutsider, subjectParameters } from '../access/principal.rules.js';
import type { GranteeKind } from '../access/rights.rules.js';
import { type Counted, totalOf } from '../listing/total.js';
import type { FileRight } from '../node/file-kinds.js';

/** A share as it is written down. */
export interface ShareRow {
  readonly id: string;
  readonly nodeId: string;
  readonly organizationId: string;
  readonly granteeKind: GranteeKind;
  readonly granteeId: string;
  readonly rights: readonly FileRight[];
  readonly sharedById: string | null;
  readonly message: string | null;
  readonly expiresAt: Date | null;
  /** Whether whoever shared it chose that names are drawn. */
  readonly watermark: boolean;
  /** Whether the organisation lays that down for it. */
  readonly watermarkByPolicy: boolean;
  readonly version: number;
  readonly createdAt: Date;
}

/** A share with when it was made, as text, for cursors. */
export interface ListedShare extends ShareRow {
  readonly atKey: string;
}

const SHARE = `g.id, g.node_id, g.organization_id, g.grantee_kind, g.grantee_id, g.rights, g.shared_by_id, g.message,
  g.expires_at, g.watermark, ${SHARE_ALWAYS_DRAWN} as watermark_by_policy, g.version, g.created_at`;

/** Shares that hold, by id, whoever asks. */
export async function sharesById(db: EntityManager, ids: readonly string[]): Promise<Map<string, ShareRow>> {
  const statement = `select ${SHARE} from node_grant g where g.id = any($1) and ${HOLDS}`;
  return byKey(await select<ShareRow>(db, statement, [ids]), 'id');
}

/** A share that is about to be. */
export type NewShare = Omit<ShareRow, 'watermarkByPolicy' | 'version' | 'createdAt'>;

/** Writes a share down, in place of one that has ended; false where it is shared with them already. */
export async function insertShare(db: EntityManager, share: NewShare): Promise<boolean> {
  await db.query(
    `delete from node_grant where node_id = $1 and grantee_id = $2 and expires_at <= clock_timestamp()`,
    [share.nodeId, share.granteeId],
  );
  const rows = await select(
    db,
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights, shared_by_id, message,
       expires_at, watermark)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [
      ...[share.id, share.nodeId, share.organizationId, share.granteeKind, share.granteeId],
      ...[share.rights, share.sharedById, share.message, share.expiresAt, share.watermark],
    ],
  );
  return rows.length === 1;
}

/** Changes a share whose version is still the expected one. */
export async function changeShare(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  given: Pick<ShareRow, 'rights' | 'expiresAt' | 'watermark'>,
): Promise<boolean> {
  const rows = await select(
    db,
    `update node_grant set rights = $3, expires_at = $4, watermark = $5, version = version + 1
     where id = $1 and version = $2 returning id`,
    [id, expectedVersion, given.rights, given.expiresAt, given.watermark],
  );
  return rows.length === 1;
}

/** Takes a share away; false where it is gone already. */
export const removeShare = async (db: EntityManager, id: string): Promise<boolean> =>
  (await select(db, 'delete from node_grant where id = $1 returning id', [id])).length === 1;

/** With whom a node and what is below it are shared, each once. */
export async function granteesUnder(db: EntityManager, nodeId: string): Promise<string[]> {
  const rows = await select<{ granteeId: string }>(
    db,
    `select distinct g.grantee_id from node n join node_grant g on g.node_id = n.id
     where n.ancestors @> array[$1] and ${HOLDS}`,
    [nodeId],
  );
  return rows.map(({ granteeId }) => granteeId);
}

/** One page of the shares of a node and of the folders above it, newest first; to outsiders only those with them. */
export const sharePage = (
  db: EntityManager,
  who: Subject,
  nodeId: string,
  request: PageRequest,
): Promise<ListedShare[]> =>
  select(
    db,
    `with ${ME}
     select ${SHARE}, g.created_at::text as at_key
     from node n join node_grant g on g.node_id = any(n.ancestors) cross join me
     where n.id = $5 and ${HOLDS} and (not $6 or g.grantee_id = any(me.ids))
       and ${byTime({ at: 'g.created_at', id: 'g.id', first: 'newest' }, request, 7)}`,
    [...subjectParameters(who), nodeId, isOutsider(who), ...boundsOf(request), request.limit + 1],
  );

/** A share of a list that says how many it holds. */
export interface CountedShare extends ListedShare, Counted {}

/** What others shared with somebody and lets them see it: each thing once, by the share that was made last. */
const SHARED_WITH = `from (select distinct on (g.node_id) g.* from node_grant g cross join me
      where g.grantee_id = any(me.ids) and ${HOLDS} and g.shared_by_id is distinct from $1
      order by g.node_id, g.created_at desc, g.id desc) g
    join node n on n.id = g.node_id cross join me cross join granted
    where ${SEEN} and not coalesce(n.holder_id = any(me.ids), false)`;

/** One page of that, newest first. */
export const sharedWithPage = (
  db: EntityManager,
  who: Subject,
  request: PageRequest,
  isCounted: boolean,
): Promise<CountedShare[]> =>
  select(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}
     select ${SHARE}, g.created_at::text as at_key, ${totalOf(isCounted, SHARED_WITH)}
     ${SHARED_WITH} and ${byTime({ at: 'g.created_at', id: 'g.id', first: 'newest' }, request, 6)}`,
    [...subjectParameters(who), who.organizationId, ...boundsOf(request), request.limit + 1],
  );

/** Statements that tell whether something can be shared with, by kind: `$1` its id, `$2` the organisation, `$3` who. */
const KNOWN: Readonly<Record<GranteeKind, string>> = {
  USER: `select id from person where id = $1 and organization_id = $2 and state not in ('DELETED', 'DEACTIVATED')`,
  TEAM: 'select id from team where id = $1 and organization_id = $2',
  DEPARTMENT: 'select id from department where id = $1 and organization_id = $2',
  ROLE: 'select id from person where $1 = any(role_ids) and organization_id = $2 limit 1',
  CHANNEL: `select c.id from channel c join channel_member m on m.channel_id = c.id and m.person_id = $3
    where c.id = $1 and c.organization_id = $2`,
  GUEST_PASS: `select id from guest_pass where id = $1 and organization_id = $2 and not over and ends_at > now()`,
  ORGANIZATION: 'select $1 as id where $1 = $2',
};

/** Whether somebody may name what they share with: those of their organisation, and channels that they are in. */
export async function mayBeNamed(
  db: EntityManager,
  who: Pick<Subject, 'id' | 'organizationId'>,
  kind: GranteeKind,
  id: string,
): Promise<boolean> {
  const statement = `with asked as (select $1::text, $2::text, $3::text) ${KNOWN[kind]}`;
  return (await selectOne(db, statement, [id, who.organizationId, who.id])) !== undefined;
}

/** The guest who holds a pass, where one does. */
export const guestOf = async (db: EntityManager, passId: string): Promise<string | null> =>
  (await selectOne<{ guestId: string | null }>(db, 'select guest_id from guest_pass where id = $1', [passId]))
    ?.guestId ?? null;
