import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Float, Int, ObjectType } from 'type-graphql';
import { ParticipantRole, ParticipantState } from './participant-state.js';

@ObjectType({ description: 'How a connection is, as the device at its end measures it.' })
export class Quality {
  @Field(() => Float, { description: 'Mean opinion score, 1 to 5, by the E-model of ITU-T G.107.' })
  readonly score!: number;

  @Field(() => Int, { description: 'Round trip, in milliseconds.' })
  readonly roundTripMs!: number;

  @Field(() => Int, { description: 'How unevenly packets arrive, in milliseconds.' })
  readonly jitterMs!: number;

  @Field(() => Float, { description: 'Lost packets, 0 to 1.' })
  readonly lossRatio!: number;

  @Field(() => Int, { description: 'What is received, in thousands of bits a second.' })
  readonly bitrateKbps!: number;

  @Field(() => DateTimeScalar, { description: 'When it was measured.' })
  readonly at!: Date;
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'Somebody in a meeting.' })
export class Participant extends Node {
  readonly meetingId!: string; // for meeting()
  readonly personId!: string; // for user()

  @Field(() => String, { description: 'How they are called here.' })
  readonly displayName!: string;

  @Field(() => ParticipantRole, { description: 'What they may do.' })
  readonly role!: ParticipantRole;

  @Field(() => ParticipantState, { description: 'Where they stand.' })
  readonly state!: ParticipantState;

  @Field(() => Boolean, { description: 'Whether they send sound.' })
  readonly microphone!: boolean;

  @Field(() => Boolean, { description: 'Whether they send the picture of a camera.' })
  readonly camera!: boolean;

  @Field(() => Boolean, { description: 'Whether they share a screen.' })
  readonly screen!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when their hand is up.' })
  readonly handRaisedAt!: Date | null;

  @Field(() => Int, {
    description: 'Grows by one with each device that takes their place; only the last one speaks for them.',
  })
  readonly seat!: number;

  @Field(() => DateTimeScalar, { description: 'When they came, or began to wait.' })
  readonly joinedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they left.' })
  readonly leftAt!: Date | null;
}

export const ParticipantConnection = connectionOf(() => Participant, 'Participant', 'participants');
