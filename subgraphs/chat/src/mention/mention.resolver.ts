import { MarkdownScalar, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside } from '../channel/directory.service.js';
import { type Message, MessageConnection } from '../message/message.js';
import { User } from '../person/user.js';
import { Viewer } from '../sidebar/sidebar.js';
import { HiddenChannelLink, MentionPreview } from './mention-preview.js';
import { listMentions } from './mentions.service.js';
import { previewMentions } from './preview.service.js';

@Resolver(() => MentionPreview)
export class MentionPreviewResolver {
  @Query(() => MentionPreview, {
    description: 'Whom a text would reach, before it is sent; for those who may write in the channel.',
  })
  previewMentions(
    @Ctx() ctx: RequestContext,
    @Arg('channelId', () => ID, { description: 'Id of the channel.' }) channelId: string,
    @Arg('text', () => MarkdownScalar, { description: 'The text.' }) text: string,
  ): Promise<MentionPreview> {
    return previewMentions(ctx, channelId, text);
  }

  @FieldResolver(() => [User], {
    nullable: true,
    description: 'People who are named and cannot see the channel, so that nobody tells them; at most 50.',
  })
  unreachable(@Root() preview: MentionPreview): User[] {
    return preview.unreachableIds.map((id) => ({ id }));
  }
}

@Resolver(() => HiddenChannelLink)
export class HiddenChannelLinkResolver {
  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() { channelId }: HiddenChannelLink): Promise<Channel> {
    return channelInside(ctx, channelId);
  }
}

@Resolver(() => Viewer)
export class ViewerMentionsResolver {
  @FieldResolver(() => MessageConnection, {
    nullable: true,
    description:
      'Messages that mention the viewer, by name, as one of a group or with everybody; the newest first.',
  })
  mentions(@Ctx() ctx: RequestContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<Message>> {
    return listMentions(ctx, args);
  }
}
