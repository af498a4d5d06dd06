import { Directive, Field, ID, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node } from '@parley/kit';
import { Viewer } from '../account/viewer.js';
import { CountryCodeScalar, UrlScalar } from '../scalars.js';

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A device that is signed in.' })
export class Session {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the device.' })
  readonly device!: string;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'From where.' })
  readonly country!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last used.' })
  readonly lastSeenAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is this one.' })
  readonly current!: boolean;
}

@ObjectType({ description: 'A short-lived access token; the refresh token is a cookie.' })
export class SessionToken {
  @Field(() => String, { description: 'The signed token.' })
  readonly accessToken!: string;

  @Field(() => DateTimeScalar, { description: 'When it stops being valid.' })
  readonly expiresAt!: Date;
}

@ObjectType({ description: 'A new session.' })
export class SignedIn {
  @Field(() => SessionToken, { description: 'The access token.' })
  readonly token!: SessionToken;

  @Field(() => Viewer, {
    description: 'Who signed in; what depends on the asker is read with the new token.',
  })
  readonly viewer!: Viewer;
}

/** Kinds of second factors. */
export const MfaKind = { TOTP: 'TOTP', PASSKEY: 'PASSKEY', RECOVERY: 'RECOVERY' } as const;
export type MfaKind = (typeof MfaKind)[keyof typeof MfaKind];

registerEnumType(MfaKind, {
  name: 'MfaKind',
  description: 'Kinds of second factors.',
  valuesConfig: {
    TOTP: { description: 'Codes from an app.' },
    PASSKEY: { description: 'A key or the device itself.' },
    RECOVERY: { description: 'Codes on paper.' },
  },
});

@ObjectType({ description: 'A second factor is needed.' })
export class MfaRequired {
  @Field(() => ID, { description: 'Id of the challenge.' })
  readonly challengeId!: string;

  @Field(() => [MfaKind], { description: 'Which factors will do.' })
  readonly kinds!: readonly MfaKind[];

  @Field(() => DateTimeScalar, { description: 'When it stops being valid.' })
  readonly expiresAt!: Date;
}

/** In the contract from the start, so that second factors come without a breaking change. */
export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'Signed in, or one more step to show.',
  types: () => [SignedIn, MfaRequired] as const,
  resolveType: (value) => ('challengeId' in value ? MfaRequired : SignedIn),
});

@ObjectType({ description: "Another organisation's account." })
export class SignInProvider {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => UrlScalar, { description: 'Where to go.' })
  readonly url!: string;
}

@ObjectType({ description: 'How somebody may sign in.' })
export class SignInOptions {
  @Field(() => Boolean, { description: 'With a password.' })
  readonly password!: boolean;

  @Field(() => [SignInProvider], { description: "With another organisation's account; at most 20." })
  readonly providers!: readonly SignInProvider[];
}
