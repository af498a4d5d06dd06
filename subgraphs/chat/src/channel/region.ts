import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';

/** Identity's Region; chat only names it. */
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
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => Region, { nullable: true, description: 'Where its data must stay.' })
  readonly region!: Region | null;
}
