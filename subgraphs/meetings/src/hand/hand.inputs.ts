import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What raiseHand needs.' })
export class RaiseHandInput {
  @Field(() => ID, { description: 'Id of the participant: the viewer, or for hosts whose hand they lower.' })
  readonly participantId!: string;

  @Field(() => Boolean, { description: 'Up or down.' })
  readonly raised!: boolean;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
