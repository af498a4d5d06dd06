import { DateTimeScalar, Encryptable, EncryptionMode, Followable, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Guarded } from '../why/explanation.js';
import { MediaMode, MeetingKind } from './meeting-kind.js';

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Guarded, Followable, Encryptable],
  description: 'A room for media: of a call, instant, planned, permanent, or a webinar.',
})
export class Meeting extends Node {
  readonly createdById!: string | null; // for createdBy()
  readonly spotlightId!: string | null; // for spotlight()

  @Field(() => String, { description: 'Its title; empty for the room of a call.' })
  readonly title!: string;

  @Field(() => MeetingKind, { description: 'What kind it is.' })
  readonly kind!: MeetingKind;

  @Field(() => MediaMode, { description: 'How media flows.' })
  readonly mode!: MediaMode;

  @Field(() => EncryptionMode, { description: 'Who holds the keys.' })
  readonly encryption!: EncryptionMode;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is planned to begin.' })
  readonly startsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is planned to end.' })
  readonly endsAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it began; null for one that nobody is in, and that may begin again.',
  })
  readonly startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

export const MeetingConnection = connectionOf(() => Meeting, 'Meeting', 'meetings');
