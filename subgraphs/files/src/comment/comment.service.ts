import {
  type Page,
  type RequestContext,
  conflict,
  forbidden,
  invalid,
  isId,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import { note } from '../activity/activity.service.js';
import { announce } from '../node/announce.service.js';
import { settledFile } from '../node/place.service.js';
import { versionInside } from '../version/version.service.js';
import { accessComment, commentInside } from './comment.access.js';
import type {
  AddFileCommentInput,
  DeleteFileCommentInput,
  EditFileCommentInput,
  FileCommentsArgs,
  ResolveFileCommentInput,
} from './comment.inputs.js';
import { checkAnchor, checkBody } from './comment.rules.js';
import {
  type CommentRow,
  changeBody,
  countReply,
  emptyComment,
  commentPage,
  holdComment,
  insertComment,
  removeComment,
  setResolved,
  uncountReply,
} from './comment.store.js';

export { commentInside } from './comment.access.js';

const tell = (ctx: RequestContext, fileId: string, commentId: string): Promise<void> =>
  announce(ctx, fileId, 'fileCommentChanged', { nodeId: fileId, commentId });

/** The version that a place is in: the newest unless another one of the file is named. @throws NOT_FOUND */
async function versionOf(ctx: RequestContext, file: NodeFor, given: string | null): Promise<string | null> {
  if (given === null) return file.currentVersionId;
  const version = isId('fversion', given) ? await versionInside(ctx, given) : null;
  if (version?.nodeId !== file.id) throw notFound('Version');
  return version.id;
}

/** The comment that began the discussion of another one, held. @throws NOT_FOUND where the file has none such */
async function rootOf(ctx: RequestContext, fileId: string, replyTo: string): Promise<CommentRow> {
  const answered = await accessComment(ctx, replyTo);
  const root = await holdComment(ctx.db, answered.rootId ?? answered.id);
  if (root?.nodeId !== fileId) throw notFound('Comment');
  return root;
}

/** Comments on a file or on a place in it, or answers a comment. @returns the id of the comment */
export async function addFileComment(ctx: RequestContext, input: AddFileCommentInput): Promise<string> {
  const [body, anchor] = [checkBody(input.body), checkAnchor(input.anchor)];
  if (anchor && input.replyTo != null) {
    throw invalid('anchor', 'An answer is about the place of its discussion');
  }
  return transaction(ctx, (inner) =>
    once(inner, 'addFileComment', input, async () => {
      const file = await accessFile(inner, input.fileId, 'COMMENT');
      await settledFile(inner, file);
      const versionId = await versionOf(inner, file, input.anchor?.versionId ?? null);
      const root = input.replyTo == null ? null : await rootOf(inner, file.id, input.replyTo);
      const id = newId('fcomment');
      await insertComment(inner.db, {
        id,
        nodeId: file.id,
        versionId,
        authorId: inner.viewer.id,
        body,
        anchor,
        rootId: root?.id ?? null,
      });
      if (root) await countReply(inner.db, root.id);
      await note(inner, [{ node: file, kind: 'COMMENTED' }]);
      if (root) await tell(inner, file.id, root.id);
      await tell(inner, file.id, id);
      return { id };
    }),
  );
}

/** Changes what a comment of the viewer's says. @returns its id */
export async function editFileComment(ctx: RequestContext, input: EditFileCommentInput): Promise<string> {
  const body = checkBody(input.body);
  return transaction(ctx, (inner) =>
    once(inner, 'editFileComment', input, async () => {
      const comment = await accessComment(inner, input.commentId);
      await accessFile(inner, comment.nodeId, 'COMMENT');
      if (comment.authorId !== inner.viewer.id) throw forbidden('Only its author changes a comment');
      if (!(await changeBody(inner.db, comment.id, input.expectedVersion, body))) {
        throw conflict('It was changed meanwhile; look at it again');
      }
      await tell(inner, comment.nodeId, comment.id);
      return comment;
    }),
  );
}

/** Settles a discussion, or opens it again: whoever may comment does. @returns its id */
export async function resolveFileComment(
  ctx: RequestContext,
  input: ResolveFileCommentInput,
): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'resolveFileComment', input, async () => {
      const comment = await accessComment(inner, input.commentId);
      await accessFile(inner, comment.nodeId, 'COMMENT');
      if (comment.rootId !== null) throw invalid('commentId', 'A discussion is settled, not an answer in it');
      const byId = input.resolved ? inner.viewer.id : null;
      if (await setResolved(inner.db, comment.id, byId)) await tell(inner, comment.nodeId, comment.id);
      return comment;
    }),
  );
}

/** Removes a comment: its author does, and whoever the file belongs to. @returns its id */
export async function deleteFileComment(ctx: RequestContext, input: DeleteFileCommentInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'deleteFileComment', input, async () => {
      const comment = await accessComment(inner, input.commentId);
      const file = await accessFile(inner, comment.nodeId, 'VIEW');
      if (comment.authorId !== inner.viewer.id && !file.held) {
        throw forbidden('Only its author, or whoever the file belongs to, removes a comment');
      }
      await remove(inner, comment);
      return comment;
    }),
  );
}

/** Takes a comment away: one that was answered stays as a tombstone, and goes with the last answer. */
async function remove(ctx: RequestContext, { id, nodeId, rootId }: CommentRow): Promise<void> {
  const root = await holdComment(ctx.db, rootId ?? id);
  if (!root || (rootId === null && root.deletedAt !== null)) return;
  if (rootId === null && root.replyCount > 0) await emptyComment(ctx.db, id);
  else if (!(await removeComment(ctx.db, id))) return;
  await tell(ctx, nodeId, id);
  if (rootId === null) return;
  await uncountReply(ctx.db, rootId);
  await tell(ctx, nodeId, rootId);
}

/** The comment that was just written. @throws NOT_FOUND where it was removed by then */
export async function commentWritten(ctx: RequestContext, id: string): Promise<CommentRow> {
  const comment = await commentInside(ctx, id);
  if (!comment) throw notFound('Comment');
  return comment;
}

/** The comments of a file, oldest first. */
export async function listComments(
  ctx: RequestContext,
  fileId: string,
  args: FileCommentsArgs,
): Promise<Page<CommentRow>> {
  const request = pageRequest(args);
  const rows = await commentPage(ctx.db, fileId, args.unresolvedOnly ?? false, request);
  return toPage(rows, request, ({ atKey, id }) => [atKey, id]);
}
