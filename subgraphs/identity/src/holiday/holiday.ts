import { Directive, Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../scalars.js';

/** A public holiday. */
@Directive('@shareable')
@ObjectType({ description: 'A public holiday.' })
export class Holiday {
  @Field(() => DateScalar, { description: 'Which day, by the calendar of the place.' })
  readonly on!: string;

  @Field(() => String, {
    description:
      'Its name, in the language that was asked for where it is known, else in that of the country.',
  })
  readonly name!: string;
}

/** A part of a country with holidays of its own. */
@ObjectType({ description: 'A part of a country with holidays of its own.' })
export class Subdivision {
  @Field(() => String, { description: 'ISO 3166-2 without the country, such as SCT.' })
  readonly code!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
}
