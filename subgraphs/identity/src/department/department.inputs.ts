import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { ClientKeyScalar, PageArgs } from '@parley/kit';

@InputType({ description: 'What createDepartment needs.' })
export class CreateDepartmentInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the department above.' })
  readonly parentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of who leads it.' })
  readonly headId?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What updateDepartment needs.' })
export class UpdateDepartmentInput {
  @Field(() => ID, { description: 'Id of the department.' })
  readonly departmentId!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the department above.' })
  readonly parentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of who leads it.' })
  readonly headId?: string | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@ArgsType()
export class DepartmentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Id of the department above; left out for the top ones.' })
  readonly parentId?: string | null;
}
