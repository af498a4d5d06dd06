import { Deleted, type Page, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { File } from '../node/node.js';
import type { NodeAt } from '../node/node.table.js';
import { nodeInside } from '../node/place.service.js';
import { User, userOf } from '../person/user.js';
import {
  AddFileCommentInput,
  DeleteFileCommentInput,
  EditFileCommentInput,
  FileCommentsArgs,
  ResolveFileCommentInput,
} from './comment.inputs.js';
import { FileComment, FileCommentChanged, FileCommentConnection } from './comment.js';
import {
  addFileComment,
  commentInside,
  commentWritten,
  deleteFileComment,
  editFileComment,
  listComments,
  resolveFileComment,
} from './comment.service.js';
import type { CommentRow } from './comment.store.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => FileComment)
export class FileCommentResolver {
  @FieldResolver(() => File, { description: 'The file.' })
  file(@Ctx() ctx: RequestContext, @Root() { nodeId }: CommentRow): Promise<NodeAt> {
    return nodeInside(ctx, nodeId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who wrote it; null for a former member, and once deleted.',
  })
  author(@Root() { authorId, deletedAt }: CommentRow): User | null {
    return deletedAt === null ? userOf(authorId) : null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who settled it.' })
  resolvedBy(@Root() { resolvedById }: CommentRow): User | null {
    return userOf(resolvedById);
  }

  @Mutation(() => FileComment, { description: 'Comments on a file.' })
  async addFileComment(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AddFileCommentInput, INPUT) input: AddFileCommentInput,
  ): Promise<CommentRow> {
    return commentWritten(ctx, await addFileComment(ctx, input));
  }

  @Mutation(() => FileComment, { description: 'Changes a comment.' })
  async editFileComment(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => EditFileCommentInput, INPUT) input: EditFileCommentInput,
  ): Promise<CommentRow> {
    return commentWritten(ctx, await editFileComment(ctx, input));
  }

  @Mutation(() => FileComment, {
    description: 'Settles the discussion that a comment began, or opens it again.',
  })
  async resolveFileComment(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ResolveFileCommentInput, INPUT) input: ResolveFileCommentInput,
  ): Promise<CommentRow> {
    return commentWritten(ctx, await resolveFileComment(ctx, input));
  }

  @Mutation(() => Deleted, {
    description: 'Removes a comment; one that was answered stays without words as long as answers stand.',
  })
  async deleteFileComment(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteFileCommentInput, INPUT) input: DeleteFileCommentInput,
  ): Promise<Deleted> {
    return { id: await deleteFileComment(ctx, input) };
  }
}

@Resolver(() => File)
export class FileCommentsResolver {
  @FieldResolver(() => FileCommentConnection, { description: 'Comments and answers to them, oldest first.' })
  comments(
    @Ctx() ctx: RequestContext,
    @Root() { id }: NodeAt,
    @Args(() => FileCommentsArgs) args: FileCommentsArgs,
  ): Promise<Page<CommentRow>> {
    return listComments(ctx, id, args);
  }
}

@Resolver(() => FileCommentChanged)
export class FileCommentChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the comment.' })
  commentId(@Root() { data }: FileCommentChanged): string {
    return data.commentId;
  }

  @FieldResolver(() => FileComment, { nullable: true, description: 'The comment; null when removed.' })
  comment(@Ctx() ctx: RequestContext, @Root() { data }: FileCommentChanged): Promise<CommentRow | null> {
    return commentInside(ctx, data.commentId);
  }
}
