import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What addReaction needs.' })
export class AddReactionInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => String, { description: 'One emoji, or the :name: of one of the organisation.' })
  readonly emoji!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What removeReaction needs.' })
export class RemoveReactionInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => String, { description: 'One emoji, or the :name: of one of the organisation.' })
  readonly emoji!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
