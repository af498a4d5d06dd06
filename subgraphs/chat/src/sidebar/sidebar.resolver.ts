import { CursorScalar, type RequestContext, asksOnly } from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  Info,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { readChannel } from '../channel/directory.service.js';
import { Membership } from '../channel/membership.js';
import { JoinChannelInput } from '../channel/membership.inputs.js';
import { joinChannel, membershipInside } from '../channel/membership.service.js';
import { SidebarEvent } from '../live/stream-events.js';
import { Message } from '../message/message.js';
import { newestMessage } from '../message/newest.service.js';
import { User, userOf } from '../person/user.js';
import { MarkAllReadInput, MarkReadInput, MarkUnreadInput } from '../receipt/receipt.inputs.js';
import { markAllRead, markRead, markUnread } from '../receipt/receipt.service.js';
import { ChannelListed } from './sidebar-events.js';
import { type SidebarChange, followSidebar } from './sidebar-live.service.js';
import { Sidebar, SidebarEntry, Viewer } from './sidebar.js';
import {
  channelOf,
  countMentions,
  entryOf,
  peerOf,
  readEntry,
  readSidebar,
  unreadIn,
} from './sidebar.service.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Directive('@shareable')
  @Query(() => Viewer, {
    nullable: true,
    description: "The caller's own things; null when nobody is signed in.",
  })
  viewer(@Ctx() ctx: RequestContext): Viewer | null {
    return ctx.caller.viewer ? { id: ctx.viewer.id } : null;
  }

  @FieldResolver(() => Sidebar, { nullable: true, description: 'Every channel of the viewer in one answer.' })
  sidebar(@Ctx() ctx: RequestContext): Promise<Sidebar> {
    return readSidebar(ctx);
  }
}

@Resolver(() => Sidebar)
export class SidebarResolver {
  @FieldResolver(() => Int, { description: 'How many mentions.' })
  mentionCount(@Ctx() ctx: RequestContext, @Root() sidebar: Sidebar): Promise<number> {
    return countMentions(ctx, sidebar.entries);
  }
}

/** What of the newest message is read with the sidebar. */
const KNOWN_OF_NEWEST = ['id', 'sentAt'];

@Resolver(() => SidebarEntry)
export class SidebarEntryResolver {
  @Mutation(() => SidebarEntry, { description: 'Joins a channel.' })
  async joinChannel(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => JoinChannelInput, { description: 'What to do.' }) input: JoinChannelInput,
  ): Promise<SidebarEntry> {
    await joinChannel(ctx, input);
    return readEntry(ctx, input.channelId);
  }

  @Mutation(() => SidebarEntry, { description: 'Moves the read cursor of a channel or a thread forward.' })
  async markRead(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => MarkReadInput, { description: 'What to do.' }) input: MarkReadInput,
  ): Promise<SidebarEntry> {
    await markRead(ctx, input);
    return readEntry(ctx, input.channelId);
  }

  @Mutation(() => SidebarEntry, {
    description:
      'Marks a message and what follows it as unread, in its channel or in its thread; receipts do not go back.',
  })
  async markUnread(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => MarkUnreadInput, { description: 'What to do.' }) input: MarkUnreadInput,
  ): Promise<SidebarEntry> {
    return readEntry(ctx, await markUnread(ctx, input));
  }

  @Mutation(() => [SidebarEntry], {
    description:
      'Moves every read cursor to the end, in channels and threads; answers with what changed, at most 2,000.',
  })
  async markAllRead(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => MarkAllReadInput, { description: 'What to do.' }) _input: MarkAllReadInput,
  ): Promise<SidebarEntry[]> {
    const channelIds = await markAllRead(ctx);
    return Promise.all(channelIds.map((channelId) => readEntry(ctx, channelId)));
  }

  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() entry: SidebarEntry): Channel | Promise<Channel> {
    return channelOf(ctx, entry);
  }

  @FieldResolver(() => Membership, { description: "The viewer's own membership." })
  membership(@Ctx() ctx: RequestContext, @Root() entry: SidebarEntry): Promise<Membership> {
    return membershipInside(ctx, entry.membershipId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'The other person, in direct channels.' })
  peer(@Ctx() ctx: RequestContext, @Root() entry: SidebarEntry): User | null | Promise<User | null> {
    const peer = peerOf(ctx, entry);
    return peer instanceof Promise ? peer.then(userOf) : userOf(peer);
  }

  @FieldResolver(() => Int, { description: 'Messages after it; counted up to 1,000.' })
  unreadCount(@Ctx() ctx: RequestContext, @Root() entry: SidebarEntry): number | Promise<number> {
    const unread = unreadIn(ctx, entry);
    return unread instanceof Promise ? unread.then(({ unreadCount }) => unreadCount) : unread.unreadCount;
  }

  @FieldResolver(() => Int, { description: 'How many mentions.' })
  mentionCount(@Ctx() ctx: RequestContext, @Root() entry: SidebarEntry): number | Promise<number> {
    const unread = unreadIn(ctx, entry);
    return unread instanceof Promise ? unread.then(({ mentionCount }) => mentionCount) : unread.mentionCount;
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The newest message.' })
  lastMessage(
    @Ctx() ctx: RequestContext,
    @Root() { channelId, known }: SidebarEntry,
    @Info() info: GraphQLResolveInfo,
  ): Partial<Message> | null | Promise<Message | null> {
    return known && asksOnly(info, KNOWN_OF_NEWEST) ? known.newest : newestMessage(ctx, channelId);
  }
}

@Resolver(() => Channel)
export class ChannelEntryResolver {
  @FieldResolver(() => SidebarEntry, {
    nullable: true,
    description: 'The channel as the viewer has it; null for those who are not in it.',
  })
  viewerEntry(@Ctx() ctx: RequestContext, @Root() channel: Channel): Promise<SidebarEntry | null> {
    return entryOf(ctx, channel.id);
  }
}

@Resolver(() => ChannelListed)
export class ChannelListedResolver {
  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() event: ChannelListed): Promise<Channel> {
    return readChannel(ctx, event.channelId);
  }
}

@Resolver(() => SidebarEvent)
export class SidebarEventsResolver {
  @Subscription(() => SidebarEvent, {
    description:
      "The viewer's channels, unread counts, threads, drafts and saved items. " +
      'Stream viewer:<id>; begin after Sidebar.liveCursor.',
    subscribe: ({ context, args }: { context: RequestContext; args: { readonly after?: string | null } }) =>
      followSidebar(context, args.after),
  })
  sidebarEvents(
    @Root() change: SidebarChange,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): SidebarEvent {
    return change;
  }
}
