import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { Action, ClientKeyScalar, DateTimeScalar, PageArgs } from '@parley/kit';
import { EmailAddressScalar, PhoneNumberScalar } from '../scalars.js';
import { GuestPassState } from './guest-pass.js';

@InputType({ description: 'One thing that a pass opens.' })
export class GuestGrantInput {
  @Field(() => ID, { description: 'Id of the target.' })
  readonly targetId!: string;

  @Field(() => [Action], { description: 'What may be done with it.' })
  readonly actions!: readonly Action[];
}

@InputType({ description: 'What issueGuestPass needs.' })
export class IssueGuestPassInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'Where to send the link.' })
  readonly email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where to send the link as SMS.' })
  readonly phone?: string | null;

  @Field(() => [GuestGrantInput], { description: 'What it opens.' })
  readonly grants!: readonly GuestGrantInput[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins.' })
  readonly startsAt?: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  readonly endsAt!: Date;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What revokeGuestPass needs.' })
export class RevokeGuestPassInput {
  @Field(() => ID, { description: 'Id of the pass.' })
  readonly passId!: string;

  @Field(() => String, { nullable: true, description: 'Why, in words for people.' })
  readonly reason?: string | null;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@InputType({ description: 'What redeemGuestLink needs.' })
export class RedeemGuestLinkInput {
  @Field(() => String, { description: 'The secret part of the link.' })
  readonly token!: string;

  @Field(() => String, { description: 'How the guest wants to be called.' })
  readonly displayName!: string;

  @Field(() => ClientKeyScalar, {
    description: 'A UUID chosen by the client: the same key gives the same answer.',
  })
  readonly key!: string;
}

@ArgsType()
export class GuestPassesArgs extends PageArgs {
  @Field(() => GuestPassState, { nullable: true, description: 'Only passes in this state.' })
  readonly state?: GuestPassState | null;
}
