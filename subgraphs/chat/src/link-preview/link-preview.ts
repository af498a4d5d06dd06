import { UrlScalar } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';

/** What an address in a message leads to. */
@ObjectType({
  description: 'What an address in a message leads to, as it was when the message was sent or edited.',
})
export class LinkPreview {
  @Field(() => UrlScalar, { description: 'Its address, as it stands in the text.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'Its title; null where it has none.' })
  readonly title!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about; null where it does not say.' })
  readonly description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Which site it belongs to; null where it does not say.',
  })
  readonly siteName!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'A picture, served by us; null where it has none.' })
  readonly imageUrl!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of the picture, in pixels.' })
  readonly imageWidth!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of the picture, in pixels.' })
  readonly imageHeight!: number | null;
}
