import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, Node } from '@parley/kit';
import { Permission } from './permission.js';
import { RoleTemplate } from './role-template.js';

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A named set of permissions.' })
export class Role {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => RoleTemplate, { nullable: true, description: 'The template it came from.' })
  readonly template!: RoleTemplate | null;

  @Field(() => [Permission], { description: 'What it allows.' })
  readonly permissions!: readonly Permission[];

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;
}

@ObjectType({ description: 'A role that somebody holds.' })
export class RoleGrant {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops being valid.' })
  readonly expiresAt!: Date | null;

  // Not fields: for role() and department().
  readonly roleId!: string;
  readonly departmentId!: string | null;
}
