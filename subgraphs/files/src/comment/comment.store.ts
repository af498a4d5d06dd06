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
  readonly version: number;
}

/** The same with when it was made, as text, for cursors. */
export interface ListedComment extends CommentRow {
  readonly atKey: string;
}

const COMMENT = `c.id, c.node_id, c.version_id, c.author_id, c.body,
  case when c.anchor is not null then c.anchor || jsonb_build_object('versionId', c.version_id) end as anchor,
  c.created_at, c.edited_at, c.resolved_at, c.resolved_by_id, c.version`;

/** Comments by id, whoever asks. */
export async function commentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, CommentRow>> {
  const statement = `select ${COMMENT} from file_comment c where c.id = any($1)`;
  return byKey(await select<CommentRow>(db, statement, [ids]), 'id');
}

/** A comment that is about to be. */
export type NewComment = Pick<CommentRow, 'id' | 'nodeId' | 'versionId' | 'authorId' | 'body' | 'anchor'>;

export async function insertComment(db: EntityManager, comment: NewComment): Promise<void> {
  await db.query(
    `insert into file_comment (id, node_id, version_id, author_id, body, anchor) values ($1, $2, $3, $4, $5, $6)`,
    [
      ...[comment.id, comment.nodeId, comment.versionId, comment.authorId, comment.body],
      comment.anchor && JSON.stringify(comment.anchor),
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
     where id = $1 and version = $2 returning id`,
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
     where c.node_id = $1 and (not $2 or c.resolved_at is null)
       and ${byTime({ at: 'c.created_at', id: 'c.id', first: 'soonest' }, request, 3)}`,
    [fileId, isOpenOnly, ...boundsOf(request), request.limit + 1],
  );
