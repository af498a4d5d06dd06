import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What addToCall needs.' })
export class AddToCallInput {
  @Field(() => ID, { description: 'Id of the call.' })
  readonly callId!: string;

  @Field(() => [ID], { description: 'Ids of the users who are rung, 1 to 9.' })
  readonly userIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
