import { Field, ID, InputType, Int } from 'type-graphql';
import { ClientKeyScalar } from '@parley/kit';

@InputType({ description: 'What createTeam needs.' })
export class CreateTeamInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => [ID], { description: 'Who belongs to it.' })
  readonly memberIds!: readonly string[];

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What updateTeam needs.' })
export class UpdateTeamInput {
  @Field(() => ID, { description: 'Id of the team.' })
  readonly teamId!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Who joins.' })
  readonly addMemberIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Who leaves.' })
  readonly removeMemberIds?: readonly string[] | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}
