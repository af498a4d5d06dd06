import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What liftBan needs.' })
export class LiftBanInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, { description: 'Id of the user who was shut out.' })
  readonly userId!: string;

  @Field(() => ClientKeyScalar, {
    description: 'Client-chosen key: the same key gives the same answer.',
  })
  readonly key!: string;
}
