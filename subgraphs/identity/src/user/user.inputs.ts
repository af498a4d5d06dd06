import { Field, ID, InputType, Int } from 'type-graphql';
import { ClientKeyScalar, MarkdownScalar } from '@parley/kit';
import {
  CountryCodeScalar,
  EmailAddressScalar,
  LocaleScalar,
  PhoneNumberScalar,
  TimeZoneScalar,
} from '../scalars.js';
import { UserKind } from './user.enums.js';
import { WorkingSpanInput } from './working-hours.js';

@InputType({ description: 'What updateProfile needs.' })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: 'Shown name.' })
  readonly displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  readonly title?: string | null;

  @Field(() => MarkdownScalar, { nullable: true, description: 'A few words about oneself.' })
  readonly bio?: string | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'Language and formats, BCP 47.' })
  readonly locale?: string | null;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'IANA time zone.' })
  readonly timeZone?: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  readonly country?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Part of the country, such as SCT, as subdivisions() lists them; null for none, absent keeps it ' +
      'unless the country changes.',
  })
  readonly subdivision?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Number for calls and SMS.' })
  readonly phone?: string | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What setWorkingHours needs.' })
export class SetWorkingHoursInput {
  @Field(() => [WorkingSpanInput], { description: 'The whole week.' })
  readonly hours!: readonly WorkingSpanInput[];

  @Field(() => ID, { nullable: true, description: 'Id of the user.' })
  readonly userId?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What createUser needs.' })
export class CreateUserInput {
  @Field(() => EmailAddressScalar, { description: 'Log-in address.' })
  readonly email!: string;

  @Field(() => String, { description: 'Shown name.' })
  readonly displayName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A first password to hand over in person; leave out for people who sign in elsewhere.',
  })
  readonly password?: string | null;

  @Field(() => UserKind, { description: 'What kind it is.' })
  readonly kind!: UserKind;

  @Field(() => [ID], { description: 'Ids of the roles.' })
  readonly roleIds!: readonly string[];

  @Field(() => [ID], { nullable: true, description: 'Ids of the departments.' })
  readonly departmentIds?: readonly string[] | null;

  @Field(() => CountryCodeScalar, { description: 'Country, ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => String, { nullable: true, description: 'Where their data stays.' })
  readonly regionCode?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What updateUser needs.' })
export class UpdateUserInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => String, { nullable: true, description: 'Shown name.' })
  readonly displayName?: string | null;

  @Field(() => UserKind, { nullable: true, description: 'What kind it is.' })
  readonly kind?: UserKind | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the departments.' })
  readonly departmentIds?: readonly string[] | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  readonly country?: string | null;

  @Field(() => String, { nullable: true, description: 'Where their data stays.' })
  readonly regionCode?: string | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What disableUser needs.' })
export class DisableUserInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => String, { description: 'Why, in words for people.' })
  readonly reason!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What enableUser needs.' })
export class EnableUserInput {
  @Field(() => ID, { description: 'Id of the user.' })
  readonly userId!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}
