import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { LatencyInput } from '../region/media-region.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What joinMeeting needs.' })
export class JoinMeetingInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The secret part of its link, for people of the organisation whom nothing else lets in.',
  })
  readonly token?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How somebody who comes with a guest pass wants to be called; others go by their name.',
  })
  readonly displayName?: string | null;

  @Field(() => String, {
    description: 'Name of the device, as its owner would call it, up to 100 characters.',
  })
  readonly device!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to begin with the microphone on, where that is allowed; on when left out.',
  })
  readonly microphone?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to begin with the camera on, where that is allowed; off when left out.',
  })
  readonly camera?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Public key of the device, a point of P-256 in base64url, made for this meeting; one that is encrypted end to end asks for it.',
  })
  readonly mediaKey?: string | null;

  @Field(() => [LatencyInput], {
    nullable: true,
    description: 'How far media regions are from this device, as it measured; at most 50.',
  })
  readonly latencies?: readonly LatencyInput[] | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What leaveMeeting needs.' })
export class LeaveMeetingInput {
  @Field(() => ID, { description: "Id of the viewer's participant." })
  readonly participantId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The seat of the device that goes: where another one has taken the place, nothing happens.',
  })
  readonly seat?: number | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
