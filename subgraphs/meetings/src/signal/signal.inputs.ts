import { ClientKeyScalar } from '@parley/kit';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { MediaDirection, MediaSource } from './media-direction.js';
import { SignalKind } from './signal-kind.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const MINE = "Id of the viewer's participant.";

@InputType({ description: 'One track of an offer to send.' })
export class SentTrackInput {
  @Field(() => String, { description: 'Its media id in the session description.' })
  readonly mid!: string;

  @Field(() => MediaSource, { description: 'What it shows or lets hear.' })
  readonly source!: MediaSource;
}

@InputType({ description: 'One step of WebRTC signalling.' })
export class MediaSignalInput {
  @Field(() => SignalKind, { description: 'What kind it is.' })
  readonly kind!: SignalKind;

  @Field(() => String, {
    nullable: true,
    description: 'Session description, up to 64 KiB; an answer to the media server up to 256 KiB.',
  })
  readonly sdp?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Candidate, JSON of RTCIceCandidateInit, up to 2 KiB.',
  })
  readonly candidate?: string | null;

  @Field(() => MediaDirection, {
    nullable: true,
    description:
      "Which of the device's connections to the media server it is about; left out between two devices.",
  })
  readonly direction?: MediaDirection | null;

  @Field(() => [SentTrackInput], {
    nullable: true,
    description: 'Of an offer to the media server: every track that is sent, at most 8.',
  })
  readonly tracks?: readonly SentTrackInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the participant it is for, in the same meeting; left out for the media server.',
  })
  readonly toParticipantId?: string | null;
}

@InputType({ description: 'What sendSignal needs.' })
export class SendSignalInput {
  @Field(() => ID, { description: MINE })
  readonly participantId!: string;

  @Field(() => MediaSignalInput, { description: 'What to tell the other device.' })
  readonly signal!: MediaSignalInput;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What setMedia needs; what is not named stays as it is.' })
export class SetMediaInput {
  @Field(() => ID, { description: MINE })
  readonly participantId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the microphone is on.' })
  readonly microphone?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the camera is on.' })
  readonly camera?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a screen is shared.' })
  readonly screen?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What was measured.' })
export class QualityInput {
  @Field(() => Int, { description: 'Round trip, in milliseconds.' })
  readonly roundTripMs!: number;

  @Field(() => Int, { description: 'How unevenly packets arrive, in milliseconds.' })
  readonly jitterMs!: number;

  @Field(() => Float, { description: 'Lost packets, 0 to 1.' })
  readonly lossRatio!: number;

  @Field(() => Int, { description: 'What is received, in thousands of bits a second.' })
  readonly bitrateKbps!: number;
}

@InputType({ description: 'What reportQuality needs.' })
export class ReportQualityInput {
  @Field(() => ID, { description: MINE })
  readonly participantId!: string;

  @Field(() => QualityInput, { description: 'What was measured since the last report.' })
  readonly sample!: QualityInput;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
