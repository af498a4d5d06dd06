import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What rotateMeetingLink needs.' })
export class RotateMeetingLinkInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => ClientKeyScalar, {
    description: 'Client-chosen key: the same key gives the same answer.',
  })
  readonly key!: string;
}
