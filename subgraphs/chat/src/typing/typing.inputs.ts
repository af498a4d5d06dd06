import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What setTyping needs.' })
export class SetTypingInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread that is written in; null for the channel itself.',
  })
  readonly threadId?: string | null;

  @Field(() => Boolean, { description: 'Whether typing goes on.' })
  readonly active!: boolean;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
