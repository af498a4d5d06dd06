import { Arg, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CursorScalar } from '@parley/kit';
import { ApiToken } from '../api-token/api-token.js';
import { apiTokensOf } from '../api-token/api-token.service.js';
import type { IdentityContext } from '../context.js';
import { GuestPass } from '../guest-pass/guest-pass.js';
import { passOfGuest } from '../guest-pass/guest-pass.service.js';
import { Organization } from '../organization/organization.js';
import { organizationOfViewer } from '../organization/organization.service.js';
import { Permission } from '../role/permission.js';
import { AccountChangesScalar, PassportScalar } from '../scalars.js';
import { Session } from '../session/session.js';
import { sessionOf, sessionsOf } from '../session/session.service.js';
import { User } from '../user/user.js';
import { permissionsOf } from './account.service.js';
import { accountChanges, type AccountChanges } from './account-change.service.js';
import { passports, type Passport } from './passport.service.js';
import { Viewer } from './viewer.js';
import { accountCursorOf, readViewer, userOfViewer } from './viewer.service.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Directive('@shareable')
  @Query(() => Viewer, {
    nullable: true,
    description: "The caller's own things; null when nobody is signed in.",
  })
  viewer(@Ctx() ctx: IdentityContext): Promise<Viewer | null> {
    return readViewer(ctx);
  }

  @Directive('@inaccessible')
  @Query(() => [PassportScalar], {
    nullable: 'items',
    description: 'Who each credential speaks for, null for nobody; at most 100. For the gateway only.',
  })
  passports(
    @Ctx() ctx: IdentityContext,
    @Arg('credentials', () => [String], { description: 'Access tokens and API tokens.' })
    credentials: readonly string[],
  ): Promise<(Passport | null)[]> {
    return passports(ctx, credentials);
  }

  @Directive('@inaccessible')
  @Query(() => AccountChangesScalar, {
    description: 'What happened to accounts since a position. For the gateway only.',
  })
  accountChanges(
    @Ctx() ctx: IdentityContext,
    @Arg('after', () => String, { nullable: true, description: 'The position of the answer before.' })
    after?: string | null,
  ): Promise<AccountChanges> {
    return accountChanges(ctx, after);
  }

  @FieldResolver(() => User, { description: 'The public side of the same person.' })
  user(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<User> {
    return userOfViewer(ctx, viewer);
  }

  @FieldResolver(() => Organization, { description: 'The organisation it belongs to.' })
  organization(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<Organization> {
    return organizationOfViewer(ctx, viewer);
  }

  @FieldResolver(() => [Permission], { description: 'Everything the viewer may do in the organisation.' })
  permissions(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<readonly Permission[]> {
    return permissionsOf(ctx, viewer.id);
  }

  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The session of this request; null for API tokens.',
  })
  session(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<Session | null> {
    return sessionOf(ctx, viewer);
  }

  @FieldResolver(() => [Session], { description: 'Open sessions and devices; at most 100.' })
  sessions(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<Session[]> {
    return sessionsOf(ctx, viewer);
  }

  @FieldResolver(() => GuestPass, {
    nullable: true,
    description: 'The pass that opened this session, for guests.',
  })
  guestPass(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<GuestPass | null> {
    return passOfGuest(ctx, viewer.id);
  }

  @FieldResolver(() => [ApiToken], { description: "The viewer's API tokens; at most 50." })
  apiTokens(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<ApiToken[]> {
    return apiTokensOf(ctx, viewer);
  }

  @FieldResolver(() => CursorScalar, {
    description: 'Position of viewerEvents that this answer is exact at.',
  })
  accountCursor(@Ctx() ctx: IdentityContext, @Root() viewer: Viewer): Promise<string> {
    return accountCursorOf(ctx, viewer);
  }
}
