import { DateTimeScalar } from '@parley/kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { SignalKind } from './signal-kind.js';

/** A signal on its way, as JSON. */
export interface MediaNews {
  readonly kind: SignalKind;
  readonly at: string;
  readonly fromParticipantId: string;
  readonly fromSeat: number;
  readonly sdp?: string | null;
  readonly candidate?: string | null;
}

@ObjectType({ description: 'One step of WebRTC signalling.' })
export class MediaSignal {
  @Field(() => SignalKind, { description: 'What kind it is.' })
  readonly kind!: SignalKind;

  @Field(() => String, { nullable: true, description: 'Session description.' })
  readonly sdp!: string | null;

  @Field(() => String, { nullable: true, description: 'Candidate, JSON of RTCIceCandidateInit.' })
  readonly candidate!: string | null;

  @Field(() => ID, { description: 'Id of the participant whose device speaks.' })
  readonly fromParticipantId!: string;

  @Field(() => Int, {
    description: 'Their seat: a higher one than before is another device, to be connected with anew.',
  })
  readonly fromSeat!: number;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  readonly at!: Date;
}
