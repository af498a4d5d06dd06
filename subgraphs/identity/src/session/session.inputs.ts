import { Field, ID, InputType } from 'type-graphql';
import { ClientKeyScalar } from '@parley/kit';
import { EmailAddressScalar } from '../scalars.js';

@InputType({ description: 'What signIn needs.' })
export class SignInInput {
  @Field(() => EmailAddressScalar, { description: 'Who.' })
  readonly email!: string;

  @Field(() => String, { description: 'The password.' })
  readonly password!: string;

  @Field(() => String, { nullable: true, description: 'Name of the device.' })
  readonly device?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What renewSession needs.' })
export class RenewSessionInput {
  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What signOut needs.' })
export class SignOutInput {
  @Field(() => Boolean, { nullable: true, description: 'Ends all other sessions as well.' })
  readonly everywhere?: boolean | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What revokeSession needs.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'Id of the session.' })
  readonly sessionId!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What changePassword needs.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present one.' })
  readonly current!: string;

  @Field(() => String, { description: 'The password.' })
  readonly password!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}
