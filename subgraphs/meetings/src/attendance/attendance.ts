import { DateTimeScalar, connectionOf } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'From when to when somebody was in.' })
export class Stay {
  @Field(() => DateTimeScalar, { description: 'When they came.' })
  readonly cameAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they left; null while they are in.' })
  readonly leftAt!: Date | null;
}

@ObjectType({ description: 'How somebody took part.' })
export class Attendance {
  readonly participantId!: string; // for stays()
  readonly personId!: string; // for user()

  @Field(() => String, { description: 'How they were called.' })
  readonly displayName!: string;

  @Field(() => DateTimeScalar, { description: 'When they first came.' })
  readonly joinedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they last left; null while they are in.',
  })
  readonly leftAt!: Date | null;

  @Field(() => Int, { description: 'How long they were in, in seconds.' })
  readonly seconds!: number;

  @Field(() => Int, { description: 'How long they spoke, in seconds, as the media server heard it.' })
  readonly spokeSeconds!: number;

  @Field(() => Int, { description: 'How often they raised a hand.' })
  readonly handCount!: number;

  @Field(() => Int, { description: 'How often they reacted.' })
  readonly reactionCount!: number;
}

export const AttendanceConnection = connectionOf(() => Attendance, 'Attendance', 'attendances');
