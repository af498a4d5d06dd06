import { DateTimeScalar, LiveEvent, MarkdownScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { NodeLog } from '../events.js';
import { FileEvent } from '../live/stream-events.js';

/** A place in a file. */
@ObjectType({ description: 'A place in a file.' })
export class Anchor {
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

  @Field(() => ID, { nullable: true, description: 'Id of the version.' })
  readonly versionId?: string | null;
}

/** What clients see of a comment; seen by whoever sees the file. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'A comment on a place in a file.' })
export class FileComment {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => MarkdownScalar, { description: 'What it says.' })
  readonly body!: string;

  @Field(() => Anchor, { nullable: true, description: 'The place it is about; null for all of it.' })
  readonly anchor!: Anchor | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last changed.' })
  readonly editedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was settled.' })
  readonly resolvedAt!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the comment that began the discussion which it belongs to; null for that one itself.',
  })
  readonly rootId!: string | null;

  @Field(() => Int, { description: 'How many answers the discussion has that it began.' })
  readonly replyCount!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was deleted: it says nothing any more, and stands as long as answers to it do.',
  })
  readonly deletedAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

/** A page of comments. */
export const FileCommentConnection = connectionOf(() => FileComment, 'FileComment', 'comments');

@ObjectType({
  implements: [LiveEvent, FileEvent],
  description: 'A comment was made, changed, settled or removed.',
})
export class FileCommentChanged extends FileEvent {
  readonly data!: NodeLog['fileCommentChanged']; // for comment()
}
