import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node, connectionOf } from '@parley/kit';

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A part of the organisation; its channel follows its members.' })
export class Department {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  // Not fields: for parent() and head().
  readonly parentId!: string | null;
  readonly headId!: string | null;
}

export const DepartmentConnection = connectionOf(() => Department, 'Department', 'departments');
