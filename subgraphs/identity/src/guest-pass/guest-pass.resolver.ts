import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { Region } from '../region/region.js';
import { regionOf } from '../region/region.service.js';
import { SignInResult, type SignedIn } from '../session/session.js';
import { readUser } from '../user/directory.service.js';
import { User } from '../user/user.js';
import {
  type Channel,
  GuestGrant,
  GuestPass,
  GuestPassConnection,
  GuestPassState,
  GuestTarget,
  type Meeting,
} from './guest-pass.js';
import {
  GuestPassesArgs,
  IssueGuestPassInput,
  RedeemGuestLinkInput,
  RevokeGuestPassInput,
} from './guest-pass.inputs.js';
import {
  issueGuestPass,
  listGuestPasses,
  readGuestPass,
  redeemGuestLink,
  revokeGuestPass,
  stateOf,
} from './guest-pass.service.js';

@Resolver(() => GuestPass)
export class GuestPassResolver {
  @Query(() => GuestPass, { nullable: true, description: 'One guest pass.' })
  guestPass(
    @Ctx() ctx: IdentityContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<GuestPass | null> {
    return readGuestPass(ctx, id);
  }

  @Query(() => GuestPassConnection, { description: 'Guest passes that the viewer may oversee.' })
  guestPasses(
    @Ctx() ctx: IdentityContext,
    @Args(() => GuestPassesArgs) args: GuestPassesArgs,
  ): Promise<Page<GuestPass>> {
    return listGuestPasses(ctx, args);
  }

  @Mutation(() => SignInResult, { description: 'Enters with a guest link; no account is made.' })
  redeemGuestLink(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => RedeemGuestLinkInput, { description: 'What to do.' }) input: RedeemGuestLinkInput,
  ): Promise<SignedIn> {
    return redeemGuestLink(ctx, input);
  }

  @Mutation(() => GuestPass, { description: 'Invites a guest to named things for a time.' })
  issueGuestPass(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => IssueGuestPassInput, { description: 'What to do.' }) input: IssueGuestPassInput,
  ): Promise<GuestPass> {
    return issueGuestPass(ctx, input);
  }

  @Mutation(() => GuestPass, { description: 'Ends a pass at once.' })
  revokeGuestPass(
    @Ctx() ctx: IdentityContext,
    @Arg('input', () => RevokeGuestPassInput, { description: 'What to do.' }) input: RevokeGuestPassInput,
  ): Promise<GuestPass> {
    return revokeGuestPass(ctx, input);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who used it; null before that.' })
  async guest(@Ctx() ctx: IdentityContext, @Root() { guestId }: GuestPass): Promise<User | null> {
    return guestId === null ? null : readUser(ctx, guestId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who invited.' })
  async issuedBy(@Ctx() ctx: IdentityContext, @Root() { issuedById }: GuestPass): Promise<User | null> {
    return issuedById === null ? null : readUser(ctx, issuedById);
  }

  @FieldResolver(() => GuestPassState, { description: 'Where it stands.' })
  state(@Root() pass: GuestPass): GuestPassState {
    return stateOf(pass);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Where its data must stay.' })
  region(@Root() pass: GuestPass): Region | null {
    return regionOf(pass.regionCode);
  }
}

@Resolver(() => GuestGrant)
export class GuestGrantResolver {
  @FieldResolver(() => GuestTarget, { nullable: true, description: 'The thing.' })
  target(@Root() { targetId }: GuestGrant): Channel | Meeting {
    return { id: targetId };
  }
}
