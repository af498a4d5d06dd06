import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Guarded, Node, connectionOf } from '@parley/kit';
import { Residential } from '../region/region.js';
import {
  EmailAddressScalar,
  LocaleScalar,
  PhoneNumberScalar,
  TimeZoneScalar,
  UrlScalar,
} from '../scalars.js';
import { UserKind, UserState } from './user.enums.js';
import type { WorkingSpan } from './working-hours.js';

/**
 * What is a plain field here is the same for whoever may name the person, so that live events can be executed once for
 * all. Everything else depends on who asks, and is a field resolver that looks at the viewer.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Residential, Guarded],
  description: 'A person, or a program that acts like one.',
})
export class User {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Shown name; "Former member" after erasure.' })
  readonly displayName!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Picture; the same address for everyone.' })
  readonly avatarUrl!: string | null;

  @Field(() => UserKind, { description: 'What kind it is.' })
  readonly kind!: UserKind;

  @Field(() => UserState, { description: 'Where it stands.' })
  readonly state!: UserState;

  @Field(() => TimeZoneScalar, { description: 'IANA time zone.' })
  readonly timeZone!: string;

  @Field(() => LocaleScalar, { description: 'Language and formats, BCP 47.' })
  readonly locale!: string;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  // Not fields: for the field resolvers, which mask them.
  readonly organizationId!: string;
  readonly title!: string | null;
  readonly bio!: string | null;
  readonly country!: string | null;
  readonly subdivision!: string | null;
  readonly regionCode!: string;
  readonly workingHours!: readonly WorkingSpan[];
  readonly email!: string | null;
  readonly phone!: string | null;
}

@ObjectType({ description: 'How to reach a person outside.' })
export class Contact {
  @Field(() => EmailAddressScalar, { nullable: true, description: 'Their address.' })
  readonly email!: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Their number.' })
  readonly phone!: string | null;
}

export const UserConnection = connectionOf(() => User, 'User', 'users');
