import { type PageRequest, boundsOf, byKey, byTime, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A request as it is written down; its secret is not. */
export interface RequestRow {
  readonly id: string;
  readonly nodeId: string;
  readonly organizationId: string;
  readonly tokenHash: Buffer;
  readonly title: string;
  readonly note: string | null;
  readonly expiresAt: Date | null;
  readonly maxFiles: number | null;
  /** In bytes; the driver reads bigint as text. */
  readonly maxSize: string | null;
  readonly allowedTypes: readonly string[];
  readonly receivedCount: number;
  readonly createdById: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly version: number;
}

const REQUEST = `r.id, r.node_id, r.organization_id, r.token_hash, r.title, r.note, r.expires_at, r.max_files, r.max_size,
  r.allowed_types, r.received_count, r.created_by_id, r.created_at, r.closed_at, r.version`;

/** Whether a request `r` takes files at this moment. */
const OPEN = `(r.closed_at is null and (r.expires_at is null or r.expires_at > now())
  and (r.max_files is null or r.received_count < r.max_files))`;

const MOST = 100;

/** Requests by id, whoever asks. */
export async function requestsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, RequestRow>> {
  const statement = `select ${REQUEST} from file_request r where r.id = any($1)`;
  return byKey(await select<RequestRow>(db, statement, [ids]), 'id');
}

/** The request with that secret. */
export const requestByHash = (db: EntityManager, hash: Buffer): Promise<RequestRow | undefined> =>
  selectOne(db, `select ${REQUEST} from file_request r where r.token_hash = $1`, [hash]);

/** A request that nothing else is reserved or counted in until the transaction ends. */
export const lockRequest = (db: EntityManager, id: string): Promise<RequestRow | undefined> =>
  selectOne(db, `select ${REQUEST} from file_request r where r.id = $1 for update`, [id]);

/** Requests for files into folders that take some at this moment, newest first. */
export async function openRequestsInto(
  db: EntityManager,
  folderIds: readonly string[],
): Promise<Map<string, readonly RequestRow[]>> {
  const rows = await select<RequestRow>(
    db,
    `select r.* from unnest($1::text[]) f (id) cross join lateral (
       select ${REQUEST} from file_request r where r.node_id = f.id and ${OPEN}
       order by r.id desc limit ${String(MOST)}) r`,
    [folderIds],
  );
  return Map.groupBy(rows, ({ nodeId }) => nodeId);
}

/** A request that is about to be. */
export type NewRequest = Omit<
  RequestRow,
  'maxSize' | 'receivedCount' | 'createdAt' | 'closedAt' | 'version'
> & { readonly maxSize: number | null };

export async function insertRequest(db: EntityManager, request: NewRequest): Promise<void> {
  await db.query(
    `insert into file_request (id, node_id, organization_id, token_hash, title, note, expires_at, max_files, max_size,
       allowed_types, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[request.id, request.nodeId, request.organizationId, request.tokenHash, request.title, request.note],
      ...[request.expiresAt, request.maxFiles, request.maxSize, request.allowedTypes, request.createdById],
    ],
  );
}

/** Closes a request; false where it was closed already. */
export const closeRequest = async (db: EntityManager, id: string): Promise<boolean> =>
  (
    await select(
      db,
      `update file_request set closed_at = clock_timestamp(), version = version + 1
       where id = $1 and closed_at is null returning id`,
      [id],
    )
  ).length === 1;

/** Counts a file that came; false where the request takes none any more. */
export const countReceived = async (db: EntityManager, id: string): Promise<boolean> =>
  (
    await select(
      db,
      `update file_request set received_count = received_count + 1
       where id = $1 and closed_at is null and (max_files is null or received_count < max_files) returning id`,
      [id],
    )
  ).length === 1;

/** How many uploads are under way to a request, and how many bytes they will have. */
export async function underWayTo(
  db: EntityManager,
  requestId: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await selectOne<{ count: number; bytes: string }>(
    db,
    `select count(*)::int as count, coalesce(sum(size), 0) as bytes from upload
     where request_id = $1 and state in ('RECEIVING', 'CHECKING') and part_of is null and expires_at > now()`,
    [requestId],
  );
  return { count: row?.count ?? 0, bytes: Number(row?.bytes ?? 0) };
}

/** Whose requests are listed. */
export interface RequestsOf {
  readonly organizationId: string;
  readonly personId: string;
  /** Everybody's of the organisation. */
  readonly isAll: boolean;
  readonly isOpen: boolean;
}

/** One page of the requests that somebody made or that lead to what is theirs, newest first. */
export const requestPage = (
  db: EntityManager,
  of: RequestsOf,
  request: PageRequest,
): Promise<(RequestRow & { readonly atKey: string })[]> =>
  select(
    db,
    `select ${REQUEST}, r.created_at::text as at_key from file_request r join node n on n.id = r.node_id
     where r.organization_id = $1 and ($3 or r.created_by_id = $2 or n.holder_id = $2) and (not $4 or ${OPEN})
       and ${byTime({ at: 'r.created_at', id: 'r.id', first: 'newest' }, request, 5)}`,
    [of.organizationId, of.personId, of.isAll, of.isOpen, ...boundsOf(request), request.limit + 1],
  );
