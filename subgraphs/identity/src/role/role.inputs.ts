import { Field, ID, InputType } from 'type-graphql';
import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';

@InputType({ description: 'What grantRole needs.' })
export class GrantRoleInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Id of the role.' })
  readonly roleId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the department.' })
  readonly departmentId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt?: Date | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What withdrawRole needs.' })
export class WithdrawRoleInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => ID, { description: 'Id of the role.' })
  readonly roleId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the department.' })
  readonly departmentId?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}
