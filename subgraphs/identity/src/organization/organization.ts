import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '@parley/kit';
import { Residential } from '../region/region.js';
import { LocaleScalar, TimeZoneScalar } from '../scalars.js';

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Residential],
  description: 'The institution or company that everything belongs to.',
})
export class Organization {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  // Not fields: for region() and defaults().
  readonly regionCode!: string;
  readonly locale!: string;
  readonly timeZone!: string;
  readonly mfaRequired!: boolean;
  readonly guestDays!: number;
}

@ObjectType({ description: 'What new people and channels get.' })
export class OrganizationDefaults {
  @Field(() => LocaleScalar, { description: 'Language and formats, BCP 47.' })
  readonly locale!: string;

  @Field(() => TimeZoneScalar, { description: 'IANA time zone.' })
  readonly timeZone!: string;

  @Field(() => Boolean, { description: 'Whether a second factor is required.' })
  readonly mfaRequired!: boolean;

  @Field(() => Int, { description: 'Longest life of a guest pass in days.' })
  readonly guestDays!: number;
}
