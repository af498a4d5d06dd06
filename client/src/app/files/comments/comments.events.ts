import type { FileCommentItemFragment, FileCommentsQuery } from '../../../generated/graphql';

/** The comments with one that was made or changed, or without one that was removed. */
export function withComment(
  data: FileCommentsQuery,
  id: string,
  comment: FileCommentItemFragment | null,
): FileCommentsQuery {
  if (!data.file) return data;
  const { comments } = data.file;
  const isKnown = comments.nodes.some((each) => each.id === id);
  // What is new belongs behind the last, which may not be read yet; what changed is in the cache already.
  if (comment && (isKnown || comments.pageInfo.hasNextPage)) return data;
  const nodes = comment ? [...comments.nodes, comment] : comments.nodes.filter((each) => each.id !== id);
  return { ...data, file: { ...data.file, comments: { ...comments, nodes } } };
}
