import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { CountryCodeScalar } from '../scalars.js';

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A country and its rules.' })
export class Country {
  @Field(() => CountryCodeScalar, { description: 'The code.' })
  readonly code!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Region, { description: 'Where its data must stay.' })
  readonly region!: Region;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A place where data may be kept.' })
export class Region {
  @Field(() => String, { description: 'Its code, such as eu.' })
  readonly code!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => [Country], { description: 'Which countries it covers; at most 250.' })
  readonly countries!: readonly Country[];
}

/** Something whose data must stay in a region. Each subgraph lists its own implementers, as with kit's interfaces. */
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
