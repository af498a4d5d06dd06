import { DateTimeScalar } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';
import { MediaMode } from '../meeting/meeting-kind.js';
import { Participant } from './participant.js';

@ObjectType({ description: 'A relay, or a server that tells a device its own address.' })
export class IceServer {
  @Field(() => [String], { description: 'Its addresses, as RTCIceServer takes them.' })
  readonly urls!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Time-limited name; null where none is asked for.' })
  readonly username!: string | null;

  @Field(() => String, { nullable: true, description: 'Time-limited secret; null where none is asked for.' })
  readonly credential!: string | null;
}

@ObjectType({ description: 'What a device needs to take part.' })
export class MediaSeat {
  @Field(() => Participant, { description: 'Who the viewer is in it.' })
  readonly participant!: Participant;

  @Field(() => MediaMode, { description: 'How media flows.' })
  readonly mode!: MediaMode;

  @Field(() => String, {
    nullable: true,
    description: 'Token for the media server, for this person and room; null where devices need none.',
  })
  readonly token!: string | null;

  @Field(() => [IceServer], { description: 'Our own relays; at most 10.' })
  readonly iceServers!: readonly IceServer[];

  @Field(() => DateTimeScalar, { description: 'When the credentials of relays stop.' })
  readonly expiresAt!: Date;
}
