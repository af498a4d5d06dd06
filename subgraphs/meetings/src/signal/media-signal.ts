import { DateTimeScalar } from '@parley/kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MediaDirection, MediaSource } from './media-direction.js';
import { SignalKind } from './signal-kind.js';

/** A track of a description, on its way. */
export interface TrackNews {
  readonly mid: string;
  readonly participantId: string;
  readonly source: MediaSource;
}

/** A signal on its way, as JSON. */
export interface MediaNews {
  readonly kind: SignalKind;
  readonly at: string;
  readonly fromParticipantId: string;
  readonly fromSeat: number;
  readonly sdp?: string | null;
  readonly candidate?: string | null;
  readonly direction?: MediaDirection | null;
  readonly connection?: number | null;
  readonly tracks?: readonly TrackNews[];
}

@ObjectType({ description: 'One track of a session description, and whose it is.' })
export class MediaTrack {
  @Field(() => String, { description: 'Its media id in the session description.' })
  readonly mid!: string;

  @Field(() => ID, { description: 'Id of the participant who sends it.' })
  readonly participantId!: string;

  @Field(() => MediaSource, { description: 'What it shows or lets hear.' })
  readonly source!: MediaSource;
}

@ObjectType({ description: 'One step of WebRTC signalling.' })
export class MediaSignal {
  @Field(() => SignalKind, { description: 'What kind it is.' })
  readonly kind!: SignalKind;

  @Field(() => String, { nullable: true, description: 'Session description.' })
  readonly sdp!: string | null;

  @Field(() => String, { nullable: true, description: 'Candidate, JSON of RTCIceCandidateInit.' })
  readonly candidate!: string | null;

  @Field(() => MediaDirection, {
    nullable: true,
    description:
      "Which of the device's connections to the media server it is about; null between two devices.",
  })
  readonly direction!: MediaDirection | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of an offer to receive, which connection it is: another one than before is begun anew, and the old one closed.',
  })
  readonly connection!: number | null;

  @Field(() => [MediaTrack], {
    description:
      'Of an offer to receive: every track that is received from then on, whose and what it is; at most 200.',
  })
  readonly tracks!: readonly MediaTrack[];

  @Field(() => ID, {
    description:
      "Id of the participant whose device speaks; the receiver's own where the media server speaks.",
  })
  readonly fromParticipantId!: string;

  @Field(() => Int, {
    description:
      "Their seat: a higher one than before is another device, to be connected with anew. From the media server, the receiver's seat that it is for.",
  })
  readonly fromSeat!: number;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  readonly at!: Date;
}
