import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { CursorScalar, type LogEvent } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import type { ViewerEvents } from '../events.js';
import { GuestPass } from '../guest-pass/guest-pass.js';
import { Permission } from '../role/permission.js';
import { User } from '../user/user.js';
import { permissionsOf } from './account.service.js';
import {
  AccessChanged,
  GuestPassChanged,
  ProfileChanged,
  SessionRevoked,
  ViewerEvent,
} from './viewer-event.js';
import { followAccount, passOfEvent, userOfViewer } from './viewer.service.js';

interface Carrying<K extends keyof ViewerEvents> {
  readonly data: ViewerEvents[K];
}

@Resolver()
export class ViewerEventsResolver {
  @Subscription(() => ViewerEvent, {
    description:
      "The viewer's account: sessions, rights, passes and profile. " +
      'Stream viewer:<id>; begin after Viewer.accountCursor.',
    subscribe: ({ context, args }: { context: IdentityContext; args: { after?: string | null } }) =>
      followAccount(context, args.after),
  })
  viewerEvents(
    @Root() event: LogEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string | null,
  ): ViewerEvent {
    return event;
  }
}

@Resolver(() => SessionRevoked)
export class SessionRevokedResolver {
  @FieldResolver(() => ID, { description: 'Id of the session.' })
  sessionId(@Root() { data }: Carrying<'sessionRevoked'>): string {
    return data.sessionId;
  }
}

@Resolver(() => AccessChanged)
export class AccessChangedResolver {
  @FieldResolver(() => [Permission], { description: 'What the viewer may do now.' })
  permissions(
    @Ctx() ctx: IdentityContext,
    @Root() { data }: Carrying<'accessChanged'>,
  ): Promise<readonly Permission[]> {
    return permissionsOf(ctx, data.userId);
  }
}

@Resolver(() => ProfileChanged)
export class ProfileChangedResolver {
  @FieldResolver(() => User, { description: 'The person.' })
  user(@Ctx() ctx: IdentityContext, @Root() { data }: Carrying<'profileChanged'>): Promise<User> {
    return userOfViewer(ctx, { id: data.userId });
  }
}

@Resolver(() => GuestPassChanged)
export class GuestPassChangedResolver {
  @FieldResolver(() => GuestPass, { description: 'The pass.' })
  guestPass(@Ctx() ctx: IdentityContext, @Root() { data }: Carrying<'guestPassChanged'>): Promise<GuestPass> {
    return passOfEvent(ctx, data.passId);
  }
}
