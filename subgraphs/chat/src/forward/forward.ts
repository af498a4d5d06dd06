import { DateTimeScalar, MarkdownScalar } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** What a forwarded message said when it was sent on. */
@ObjectType({
  description: 'What a message said when it was sent on: a copy for those who cannot see where it came from.',
})
export class ForwardedContent {
  @Field(() => MarkdownScalar, { nullable: true, description: 'Its words then; null when it had none.' })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was first sent.' })
  readonly sentAt!: Date;

  readonly authorId!: string | null; // for author()
}
