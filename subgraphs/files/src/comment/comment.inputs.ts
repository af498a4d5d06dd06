import { ClientKeyScalar, MarkdownScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const COMMENT = 'Id of the comment.';
const BODY = 'What it says, at most 10,000 characters.';

@InputType({
  description: 'A place in a file: a page, a moment, a region with all four edges, or several of them.',
})
export class AnchorInput {
  @Field(() => Int, { nullable: true, description: 'Which page, from 1.' })
  readonly page?: number | null;

  @Field(() => Float, { nullable: true, description: 'Which moment, in seconds from the beginning.' })
  readonly seconds?: number | null;

  @Field(() => Float, { nullable: true, description: 'Left edge, 0 to 1.' })
  readonly x?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper edge, 0 to 1.' })
  readonly y?: number | null;

  @Field(() => Float, { nullable: true, description: 'Width, 0 to 1.' })
  readonly width?: number | null;

  @Field(() => Float, { nullable: true, description: 'Height, 0 to 1.' })
  readonly height?: number | null;

  @Field(() => ID, { nullable: true, description: 'Id of the version; the newest when left out.' })
  readonly versionId?: string | null;
}

@InputType({ description: 'What addFileComment needs.' })
export class AddFileCommentInput {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId!: string;

  @Field(() => MarkdownScalar, { description: BODY })
  readonly body!: string;

  @Field(() => AnchorInput, {
    nullable: true,
    description: 'The place it is about; all of it when left out.',
  })
  readonly anchor?: AnchorInput | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the comment that it answers: it joins the discussion of that one, opens it again where it was settled, and has no place of its own.',
  })
  readonly replyTo?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What editFileComment needs.' })
export class EditFileCommentInput {
  @Field(() => ID, { description: COMMENT })
  readonly commentId!: string;

  @Field(() => MarkdownScalar, { description: BODY })
  readonly body!: string;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What resolveFileComment needs.' })
export class ResolveFileCommentInput {
  @Field(() => ID, { description: COMMENT })
  readonly commentId!: string;

  @Field(() => Boolean, { description: 'Settled or open again.' })
  readonly resolved!: boolean;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteFileComment needs.' })
export class DeleteFileCommentInput {
  @Field(() => ID, { description: COMMENT })
  readonly commentId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

/** What is asked of the comments of a file. */
@ArgsType()
export class FileCommentsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only open ones.' })
  readonly unresolvedOnly?: boolean | null;
}
