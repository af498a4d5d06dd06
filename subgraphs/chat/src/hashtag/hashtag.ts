import { Field, Int, ObjectType } from 'type-graphql';

/** A tag and what carries it. */
@ObjectType({ description: 'A tag and what carries it, as far as the viewer may read it.' })
export class Hashtag {
  @Field(() => String, { description: 'Its name, without the sign, in small letters.' })
  readonly name!: string;

  @Field(() => Int, { description: 'How many messages with it the viewer may read; counted up to 1,000.' })
  readonly messageCount!: number;
}
