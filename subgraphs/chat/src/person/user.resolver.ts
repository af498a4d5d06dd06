import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Channel, ChannelConnection } from '../channel/channel.js';
import { departmentChannel, directChannelWith, listSharedChannels } from '../channel/directory.service.js';
import { Presence } from '../presence/presence.js';
import { presenceIn } from '../presence/presence.service.js';
import { Department, User } from './user.js';

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => Presence, { nullable: true, description: 'Their presence.' })
  presence(@Ctx() ctx: RequestContext, @Root() user: User): Promise<Presence> {
    return presenceIn(ctx, user.id);
  }

  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'The channel of the viewer and this person, if there is one.',
  })
  viewerDirectChannel(@Ctx() ctx: RequestContext, @Root() user: User): Promise<Channel | null> {
    return directChannelWith(ctx, user.id);
  }

  @FieldResolver(() => ChannelConnection, {
    nullable: true,
    description: 'Channels that the viewer and this person are both in.',
  })
  viewerSharedChannels(
    @Ctx() ctx: RequestContext,
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Channel>> {
    return listSharedChannels(ctx, user.id, args);
  }
}

@Resolver(() => Department)
export class DepartmentResolver {
  @FieldResolver(() => Channel, { nullable: true, description: 'Its channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() department: Department): Promise<Channel | null> {
    return departmentChannel(ctx, department.id);
  }
}
