import { type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside, referToChannel } from '../channel/directory.service.js';
import { Viewer } from '../sidebar/sidebar.js';
import { HiddenMessage, HiddenMessageConnection, MessageHidden } from './hidden-message.js';
import { hiddenMessage, listHidden } from './hidden-message.service.js';

@Resolver(() => HiddenMessage)
export class HiddenMessageResolver {
  @FieldResolver(() => String, { description: 'Name of the channel that it was said in.' })
  async channelName(@Ctx() ctx: RequestContext, @Root() message: HiddenMessage): Promise<string> {
    return (await channelInside(ctx, message.channelId)).name;
  }

  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'Where it was said; null where the viewer may no longer read it.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() message: HiddenMessage): Promise<Channel | null> {
    return referToChannel(ctx, message.channelId);
  }
}

@Resolver(() => Viewer)
export class ViewerHiddenResolver {
  @FieldResolver(() => HiddenMessageConnection, {
    nullable: true,
    description:
      "What of the viewer's those who keep order have hidden, or deleted within 30 days, the last one first.",
  })
  hiddenMessages(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<HiddenMessage>> {
    return listHidden(ctx, args);
  }
}

@Resolver(() => MessageHidden)
export class MessageHiddenResolver {
  @FieldResolver(() => HiddenMessage, {
    nullable: true,
    description: 'How it stands now; null once nothing is left of it.',
  })
  message(@Ctx() ctx: RequestContext, @Root() { thingId }: MessageHidden): Promise<HiddenMessage | null> {
    return hiddenMessage(ctx, thingId);
  }
}
