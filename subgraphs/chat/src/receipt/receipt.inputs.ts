import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'What markRead needs.' })
export class MarkReadInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => Int, { description: 'Position of the last message read.' })
  readonly seq!: number;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
