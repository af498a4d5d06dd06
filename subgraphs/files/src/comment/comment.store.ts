import { type PageRequest, boundsOf, byKey, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { Anchor } from './comment.js';

/** A comment as it is written down. */
export interface CommentRow {
  readonly id: string;
  readonly nodeId: string;
  readonly versionId: string | null;
  readonly authorId: string | null;
  readonly body: string;
  readonly anchor: Anchor | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly resolvedById: string | null;
  /** The comment that began the discussion; null for that one itself. */
  readonly rootId: string | null;
  readonly replyCount: number;
  /** When it became a tombstone. */
  readonly deletedAt: Date | null;
  readonly version: number;
}

/** The same with when it was made, as text, for cursors. */
export interface ListedComment extends CommentRow {
  readonly atKey: string;
}

const COMMENT = `c.id, c.node_id, c.version_id, c.author_id, c.body,
  case when c.anchor is not null then c.anchor || jsonb_build_object('versionId', c.version_id) end as anchor,
  c.created_at, c.edited_at, c.resolved_at, c.resolved_by_id, c.root_id,
  c.reply_count, c.deleted_at, c.version`;

/** Comments by id, whoever asks. */
export async function commentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, CommentRow>> {
  const statement = `select ${COMMENT} from file_comment c where c.id = any($1)`;
  return byKey(await select<CommentRow>(db, statement, [ids]), 'id');
}

/** A comment that is about to be. */
export type NewComment = Pick<
  CommentRow,
  'id' | 'nodeId' | 'versionId' | 'authorId' | 'body' | 'anchor' | 'rootId'
>;

export async function insertComment(db: EntityManager, comment: NewComment): Promise<void> {
  await db.query(
    `insert into file_comment (id, node_id, version_id, author_id, body, anchor, root_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[comment.id, comment.nodeId, comment.versionId, comment.authorId, comment.body],
      comment.anchor && JSON.stringify(comment.anchor),
      comment.rootId,
    ],
  );
}

/** Writes a comment anew whose version is still the expected one. */
export async function changeBody(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  body: string,
): Promise<boolean> {
  const rows = await select(
    db,
    `update file_comment set body = $3, edited_at = clock_timestamp(), version = version + 1
     where id = $1 and version = $2 and deleted_at is null returning id`,
    [id, expectedVersion, body],
  );
  return rows.length === 1;
}

/** Settles a comment, or opens it again; false where it is so already. */
export async function setResolved(db: EntityManager, id: string, byId: string | null): Promise<boolean> {
  const rows = await select(
    db,
    `update file_comment set resolved_at = case when $2::text is null then null else clock_timestamp() end,
       resolved_by_id = $2, version = version + 1
     where id = $1 and (resolved_at is null) <> ($2::text is null) returning id`,
    [id, byId],
  );
  return rows.length === 1;
}

/** One comment as it is, held until the transaction ends: who answers it and who removes it come after each other. */
export const holdComment = async (db: EntityManager, id: string): Promise<CommentRow | undefined> =>
  (await select<CommentRow>(db, `select ${COMMENT} from file_comment c where c.id = $1 for update`, [id]))[0];

/** Counts an answer, and opens the discussion again where it was settled. */
export async function countReply(db: EntityManager, rootId: string): Promise<void> {
  await db.query(
    `update file_comment set reply_count = reply_count + 1, resolved_at = null, resolved_by_id = null,
       version = version + case when resolved_at is null then 0 else 1 end
     where id = $1`,
    [rootId],
  );
}

/** Counts an answer less; a tombstone that nothing stands on any more goes with it. */
export async function uncountReply(db: EntityManager, rootId: string): Promise<void> {
  await db.query('update file_comment set reply_count = reply_count - 1 where id = $1', [rootId]);
  await db.query('delete from file_comment where id = $1 and reply_count = 0 and deleted_at is not null', [
    rootId,
  ]);
}

/** Takes the words of a comment away that was answered. */
export async function emptyComment(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `update file_comment set body = '', deleted_at = clock_timestamp(), version = version + 1 where id = $1`,
    [id],
  );
}

/** Removes a comment; false where it is gone already. */
export const removeComment = async (db: EntityManager, id: string): Promise<boolean> =>
  (await select(db, 'delete from file_comment where id = $1 returning id', [id])).length === 1;

/** One page of the comments of a file, oldest first. */
export const commentPage = (
  db: EntityManager,
  fileId: string,
  isOpenOnly: boolean,
  request: PageRequest,
): Promise<ListedComment[]> =>
  select(
    db,
    `select ${COMMENT}, c.created_at::text as at_key from file_comment c
     left join file_comment r on r.id = c.root_id
     where c.node_id = $1 and (not $2 or c.resolved_at is null and r.resolved_at is null)
       and ${byTime({ at: 'c.created_at', id: 'c.id', first: 'soonest' }, request, 3)}`,
    [fileId, isOpenOnly, ...boundsOf(request), request.limit + 1],
  );
