import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ObjectType } from 'type-graphql';
import { CallEnding, CallState } from './call-state.js';

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node],
  description: 'Somebody rings somebody; the talking happens in its meeting.',
})
export class Call extends Node {
  readonly callerId!: string; // for caller()
  readonly calleeId!: string; // for callee()
  readonly meetingId!: string; // for meeting()
  readonly heldById!: string | null; // for heldBy()
  readonly transferredToId!: string | null; // for transferredTo()
  readonly consultsAboutId!: string | null; // for consultsAbout()
  readonly addsToId!: string | null; // for alreadyIn()

  @Field(() => CallState, { description: 'Where it stands.' })
  readonly state!: CallState;

  @Field(() => Boolean, { description: 'Whether it began with video.' })
  readonly video!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The device that answered, as it names itself; null while nobody has.',
  })
  readonly device!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it began to ring.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When ringing ends by itself.' })
  readonly ringsUntil!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;

  @Field(() => CallEnding, {
    nullable: true,
    description: 'Why it ended after it was answered; null for every other.',
  })
  readonly endedBecause!: CallEnding | null;
}

export const CallConnection = connectionOf(() => Call, 'Call', 'calls');
