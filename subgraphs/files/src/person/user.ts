import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';

const GLOBAL_ID = { description: 'Global id: opaque, typed, sortable by time.' };

/** Identity's User; files only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A person, or a program that acts like one.' })
export class User {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Team, with what files adds. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'People who work together.' })
export class Team {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Viewer, with what files adds. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Whoever is asking; every subgraph adds what is private to the caller, and nothing else depends on who asks except fields that begin with viewer.',
})
export class Viewer {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Region; files only names it. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType({ description: 'A place where data may be kept.' })
export class Region {
  @Field(() => String, { description: 'Its code, such as eu.' })
  readonly code!: string;
}

/** Something whose data must stay in a region. */
@InterfaceType({
  autoRegisterImplementations: false,
  description: 'Something whose data must stay in a region.',
})
export abstract class Residential {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;

  @Field(() => Region, { nullable: true, description: 'Where its data must stay.' })
  readonly region!: Region | null;
}

/** A reference to somebody of identity's, who completes it. */
export const userOf = (id: string | null): User | null => (id === null ? null : { id });
