import { type RequestContext, batchOf, isId, load, notFound } from '@parley/kit';
import { peekNode } from '../access/node.access.js';
import { type CommentRow, commentsById } from './comment.store.js';

const findComments = batchOf(commentsById);

/** A comment, for those who were let in where it was reached; null where it is gone. */
export const commentInside = async (ctx: RequestContext, id: string): Promise<CommentRow | null> =>
  (await load(ctx, findComments, id)) ?? null;

/** A comment on a file that the viewer sees; null for all others. */
export async function peekComment(ctx: RequestContext, id: string): Promise<CommentRow | null> {
  const comment = isId('fcomment', id) ? await commentInside(ctx, id) : null;
  if (!comment || ctx.caller.shared) return comment;
  return (await peekNode(ctx, comment.nodeId)) ? comment : null;
}

/** @throws NOT_FOUND where it is hidden or absent */
export async function accessComment(ctx: RequestContext, id: string): Promise<CommentRow> {
  const comment = await peekComment(ctx, id);
  if (!comment) throw notFound('Comment');
  return comment;
}
