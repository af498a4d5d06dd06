import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A media key, sealed for one participant.' })
export class MediaKeyShareInput {
  @Field(() => ID, { description: 'Id of the participant.' })
  readonly participantId!: string;

  @Field(() => String, { description: 'The key, sealed for their Participant.mediaKey, base64url.' })
  readonly sealed!: string;
}

@InputType({ description: 'What shareMediaKeys needs.' })
export class ShareMediaKeysInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => Int, { description: 'Meeting.keyEpoch as it was when the key was sealed.' })
  readonly epoch!: number;

  @Field(() => [MediaKeyShareInput], { description: 'The key, sealed for each participant; at most 100.' })
  readonly shares!: readonly MediaKeyShareInput[];

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
