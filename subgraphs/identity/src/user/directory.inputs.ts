import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '@parley/kit';
import { CountryCodeScalar } from '../scalars.js';
import { UserKind, UserState } from './user.enums.js';

@InputType({ description: 'Which people.' })
export class UserFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of a name.' })
  readonly text?: string | null;

  @Field(() => UserKind, { nullable: true, description: 'What kind it is.' })
  readonly kind?: UserKind | null;

  @Field(() => ID, { nullable: true, description: 'Id of the department.' })
  readonly departmentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the team.' })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the role.' })
  readonly roleId?: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  readonly country?: string | null;

  @Field(() => UserState, { nullable: true, description: 'Where it stands.' })
  readonly state?: UserState | null;
}

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => UserFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: UserFilterInput | null;
}
