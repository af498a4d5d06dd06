import { Directive, Field, ID, ObjectType } from 'type-graphql';

const GLOBAL_ID = { description: 'Global id: opaque, typed, sortable by time.' };

/** Identity's User, with what meetings adds. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person, or a program that acts like one.' })
export class User {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}

/** Identity's Viewer, with what meetings adds. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Whoever is asking; every subgraph adds what is private to the caller, and nothing else depends on who asks except fields that begin with viewer.',
})
export class Viewer {
  @Field(() => ID, GLOBAL_ID)
  readonly id!: string;
}
