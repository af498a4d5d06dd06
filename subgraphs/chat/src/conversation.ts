import { Channel } from './channel/channel.js';
import { ChannelResolver } from './channel/channel.resolver.js';
import { ChannelRow, MembershipRow } from './channel/channel.table.js';
import { Membership } from './channel/membership.js';
import { ChannelMembersResolver, MembershipResolver } from './channel/membership.resolver.js';
import { Region } from './channel/region.js';
import * as channelEvents from './live/channel-events.js';
import { channelEventResolvers } from './live/channel-live.resolver.js';
import { CaughtUp, CursorExpired } from './live/stream-events.js';
import { Message } from './message/message.js';
import * as messages from './message/message.resolver.js';
import { MentionRow, MessageRow } from './message/message.table.js';
import { CreateChat1760000001000 } from './migrations/1760000001000-create-chat.js';
import { AddAccessToChannel1760000002000 } from './migrations/1760000002000-add-access-to-channel.js';
import { CreateThread1760000010000 } from './migrations/1760000010000-create-thread.js';
import { KeepReactionsOnMessage1760000040000 } from './migrations/1760000040000-keep-reactions-on-message.js';
import { KeepMentionsOnMessage1760000041000 } from './migrations/1760000041000-keep-mentions-on-message.js';
import { CountUnreadByExceptions1760000042000 } from './migrations/1760000042000-count-unread-by-exceptions.js';
import { TellChannels1760000070040 } from './migrations/1760000070040-tell-channels.js';
import { MuteThreadsForAWhile1760000091000 } from './migrations/1760000091000-mute-threads-for-a-while.js';
import * as reactions from './reaction/reaction.resolver.js';
import { ReactionRow } from './reaction/reaction.table.js';
import * as sidebarEvents from './sidebar/sidebar-events.js';
import { Viewer } from './sidebar/sidebar.js';
import * as sidebar from './sidebar/sidebar.resolver.js';
import * as threadFollows from './thread/follow.resolver.js';
import { endSilenceJob } from './thread/follow.service.js';
import * as threadEvents from './thread/thread-events.js';
import { Thread, ThreadFollow } from './thread/thread.js';
import * as threads from './thread/thread.resolver.js';
import { ThreadFollowRow, ThreadRow } from './thread/thread.table.js';
import { TypingResolver } from './typing/typing.resolver.js';

/** Channels, what is said in them and how it is followed. A part of chat.ts. */
export const conversation = {
  resolvers: [
    ...[ChannelResolver, ChannelMembersResolver, MembershipResolver],
    ...[...Object.values(messages), ...Object.values(reactions)],
    ...[...Object.values(threads), ...Object.values(threadFollows)],
    ...[...Object.values(sidebar), ...channelEventResolvers, TypingResolver],
  ],
  types: [
    ...[Channel, Membership, Message, Thread, ThreadFollow, Viewer, Region],
    ...[...Object.values(channelEvents), ...Object.values(sidebarEvents), ...Object.values(threadEvents)],
    ...[CaughtUp, CursorExpired],
  ],
  tables: [ChannelRow, MembershipRow, MessageRow, MentionRow, ReactionRow, ThreadRow, ThreadFollowRow],
  migrations: [
    CreateChat1760000001000,
    AddAccessToChannel1760000002000,
    CreateThread1760000010000,
    KeepReactionsOnMessage1760000040000,
    KeepMentionsOnMessage1760000041000,
    CountUnreadByExceptions1760000042000,
    TellChannels1760000070040,
    MuteThreadsForAWhile1760000091000,
  ],
  jobs: [endSilenceJob],
};
