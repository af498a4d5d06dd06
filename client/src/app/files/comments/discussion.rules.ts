import type { FileCommentItemFragment } from '../../../generated/graphql';

/** A comment, and what was answered to it, oldest first. */
export interface Discussion {
  readonly root: FileCommentItemFragment;
  readonly answers: readonly FileCommentItemFragment[];
}

/** Discussions in the order in which they began; an answer whose discussion is not there yet waits for it. */
export function discussionsOf(comments: readonly FileCommentItemFragment[]): readonly Discussion[] {
  const answers = Map.groupBy(
    comments.filter(({ rootId }) => rootId !== null),
    ({ rootId }) => rootId,
  );
  return comments
    .filter(({ rootId }) => rootId === null)
    .map((root) => ({ root, answers: answers.get(root.id) ?? [] }));
}
