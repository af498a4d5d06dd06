import { ClientKeyScalar, EncryptionMode } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const CALL = 'Id of the call.';
const MEDIA_KEY =
  'Public key of the device, a point of P-256 in base64url, made for this call; null where it cannot encrypt.';
const DEVICE = 'Name of the device, as its owner would call it, up to 100 characters.';

@InputType({ description: 'What startCall needs.' })
export class StartCallInput {
  @Field(() => ID, { description: 'Id of the user who is rung.' })
  readonly userId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether to begin with video.' })
  readonly video?: boolean | null;

  @Field(() => EncryptionMode, {
    nullable: true,
    description:
      'Who has to hold the keys; null for the devices, where all that take part can. END_TO_END is answered only with devices that can.',
  })
  readonly encryption?: EncryptionMode | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What answerCall needs.' })
export class AnswerCallInput {
  @Field(() => ID, { description: CALL })
  readonly callId!: string;

  @Field(() => String, { description: DEVICE })
  readonly device!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether to answer with video.' })
  readonly video?: boolean | null;

  @Field(() => String, { nullable: true, description: MEDIA_KEY })
  readonly mediaKey?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What rejectCall needs.' })
export class RejectCallInput {
  @Field(() => ID, { description: CALL })
  readonly callId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the viewer is busy, rather than unwilling.' })
  readonly busy?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What cancelCall, hangUpCall, holdCall, resumeCall and completeTransfer need.' })
export class CallInput {
  @Field(() => ID, { description: CALL })
  readonly callId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What transferCall needs.' })
export class TransferCallInput {
  @Field(() => ID, { description: CALL })
  readonly callId!: string;

  @Field(() => ID, { description: 'Id of the user who takes it over.' })
  readonly userId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether to speak with them first: the call is on hold until completeTransfer or resumeCall.',
  })
  readonly attended?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What moveCall needs.' })
export class MoveCallInput {
  @Field(() => ID, { description: CALL })
  readonly callId!: string;

  @Field(() => String, { description: DEVICE })
  readonly device!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the device has its camera on.' })
  readonly video?: boolean | null;

  @Field(() => String, { nullable: true, description: MEDIA_KEY })
  readonly mediaKey?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
