import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({
  description: 'What saveItem needs; what is not named stays as it is where the message is saved already.',
})
export class SaveItemInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When to be reminded, at most five years from now; null for no reminder.',
  })
  readonly remindAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'A remark, up to 1,000 characters; null for none.' })
  readonly note?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What removeSavedItem needs.' })
export class RemoveSavedItemInput {
  @Field(() => ID, { description: 'Id of the item.' })
  readonly itemId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
