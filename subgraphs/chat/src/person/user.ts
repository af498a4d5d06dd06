import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Identity's User, with what chat adds. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person, or a program that acts like one.' })
export class User {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** Identity's Department, with what chat adds. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A part of the organisation; its channel follows its members.' })
export class Department {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** Identity's Team, of which chat knows who is in it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'People who work together.' })
export class Team {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** Identity's Role, of which chat knows who holds it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A named set of permissions.' })
export class Role {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** A reference to somebody of identity's, who completes it. */
export const userOf = (id: string | null): User | null => (id === null ? null : { id });
