import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';
import { ParticipantRole } from '../participant/participant-state.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const MEETING = 'Id of the meeting.';
const PARTICIPANT = 'Id of the participant.';
const WAITING = 'Ids of participants of one meeting, at most 100.';

@InputType({ description: 'What admitParticipants needs.' })
export class AdmitParticipantsInput {
  @Field(() => [ID], { description: WAITING })
  readonly participantIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What denyParticipants needs.' })
export class DenyParticipantsInput {
  @Field(() => [ID], { description: WAITING })
  readonly participantIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What setParticipantRole needs.' })
export class SetParticipantRoleInput {
  @Field(() => ID, { description: PARTICIPANT })
  readonly participantId!: string;

  @Field(() => ParticipantRole, { description: 'What they become.' })
  readonly role!: ParticipantRole;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What muteParticipants needs.' })
export class MuteParticipantsInput {
  @Field(() => ID, { description: MEETING })
  readonly meetingId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Whom, at most 100; everybody who stands below the viewer when left out.',
  })
  readonly participantIds?: readonly string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Stops video instead of sound.' })
  readonly video?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What removeParticipant needs.' })
export class RemoveParticipantInput {
  @Field(() => ID, { description: PARTICIPANT })
  readonly participantId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether they may not come back.' })
  readonly ban?: boolean | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What spotlightParticipant needs.' })
export class SpotlightParticipantInput {
  @Field(() => ID, { description: MEETING })
  readonly meetingId!: string;

  @Field(() => ID, { nullable: true, description: 'Who is shown large; nobody when left out.' })
  readonly participantId?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
