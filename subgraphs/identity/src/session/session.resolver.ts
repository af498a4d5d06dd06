import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Deleted } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { EmailAddressScalar } from '../scalars.js';
import { changePassword } from '../user/password.service.js';
import {
  ChangePasswordInput,
  RenewSessionInput,
  RevokeSessionInput,
  SignInInput,
  SignOutInput,
} from './session.inputs.js';
import { Session, SessionToken, SignInOptions, SignInResult, type SignedIn } from './session.js';
import { renewSession, revokeSession, signIn, signInOptions, signOut } from './session.service.js';

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => SignInOptions, {
    description: 'How somebody may sign in here; the same answer for known and unknown addresses.',
  })
  signInOptions(
    @Arg('email', () => EmailAddressScalar, { nullable: true, description: 'Whose organisation decides.' })
    _email?: string | null,
  ): SignInOptions {
    return signInOptions();
  }

  @Mutation(() => SignInResult, { description: 'Signs in with a password.' })
  signIn(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => SignInInput, { description: 'What to do.' }) input: SignInInput,
  ): Promise<SignedIn> {
    return signIn(ctx, input);
  }

  @Mutation(() => SessionToken, { description: 'Exchanges the refresh cookie for a new access token.' })
  renewSession(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => RenewSessionInput, { description: 'What to do.' }) _input: RenewSessionInput,
  ): Promise<SessionToken> {
    return renewSession(ctx);
  }

  @Mutation(() => Deleted, { description: 'Ends the session and closes its sockets.' })
  signOut(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => SignOutInput, { description: 'What to do.' }) input: SignOutInput,
  ): Promise<Deleted> {
    return signOut(ctx, input);
  }

  @Mutation(() => Deleted, {
    description: 'Ends another session of the viewer, or of anyone for administrators.',
  })
  revokeSession(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => RevokeSessionInput, { description: 'What to do.' }) input: RevokeSessionInput,
  ): Promise<Deleted> {
    return revokeSession(ctx, input);
  }

  @Mutation(() => Session, { description: 'Sets a new password and ends other sessions.' })
  changePassword(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => ChangePasswordInput, { description: 'What to do.' }) input: ChangePasswordInput,
  ): Promise<Session> {
    return changePassword(ctx, input);
  }
}
