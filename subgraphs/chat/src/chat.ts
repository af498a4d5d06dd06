import {
  type RequestContext,
  type SubgraphDefinition,
  deadLetterResolvers,
  defineSubgraph,
} from '@parley/kit';
import { referToFile } from './attachment/attachment.service.js';
import { Channel } from './channel/channel.js';
import { BanResolver } from './channel/ban.resolver.js';
import { ChannelResolver } from './channel/channel.resolver.js';
import { ChannelRow, MembershipRow } from './channel/channel.table.js';
import { referToChannel } from './channel/directory.service.js';
import { Membership } from './channel/membership.js';
import { ChannelMembersResolver, MembershipResolver } from './channel/membership.resolver.js';
import { referToMembership } from './channel/membership.service.js';
import { Region } from './channel/region.js';
import { deeds } from './deeds.js';
import { seedDemo } from './demo/demo.service.js';
import { EncryptionResolver } from './encryption/encryption.resolver.js';
import { HashtagResolver } from './hashtag/hashtag.resolver.js';
import * as channelEvents from './live/channel-events.js';
import { channelEventResolvers } from './live/channel-live.resolver.js';
import { CaughtUp, CursorExpired } from './live/stream-events.js';
import { MentionPreviewResolver, ViewerMentionsResolver } from './mention/mention.resolver.js';
import { Message } from './message/message.js';
import * as messages from './message/message.resolver.js';
import { referToMessage } from './message/message.service.js';
import { MentionRow, MessageRow } from './message/message.table.js';
import { CreateChat1760000001000 } from './migrations/1760000001000-create-chat.js';
import { AddAccessToChannel1760000002000 } from './migrations/1760000002000-add-access-to-channel.js';
import { CreateThread1760000010000 } from './migrations/1760000010000-create-thread.js';
import { CreateInternalNote1760000032000 } from './migrations/1760000032000-create-internal-note.js';
import { CreateRetention1760000031000 } from './migrations/1760000031000-create-retention.js';
import { CreateModeration1760000030000 } from './migrations/1760000030000-create-moderation.js';
import { type MediaOptions, media } from './media.js';
import { peekEmoji } from './emoji/custom-emoji.access.js';
import { CreateSearch1760000025000 } from './migrations/1760000025000-create-search.js';
import { TieSearchToMessages1760000026000 } from './migrations/1760000026000-tie-search-to-messages.js';
import { GovernChannels1760000029000 } from './migrations/1760000029000-govern-channels.js';
import { AddHoursToPerson1760000034000 } from './migrations/1760000034000-add-hours-to-person.js';
import { peekReport } from './moderation/report.access.js';
import { ModerationReport } from './moderation/report.js';
import { ReportResolver } from './moderation/report.resolver.js';
import { ModerationReportRow } from './moderation/report.table.js';
import { AddDevicesToPresence1760000035000 } from './migrations/1760000035000-add-devices-to-presence.js';
import { AddNotificationSettings1760000036000 } from './migrations/1760000036000-add-notification-settings.js';
import * as notifications from './notification/notification.resolver.js';
import { notificationConsumer } from './notification/wanted.consumer.js';
import { own } from './own.js';
import { KeepMentionsOnMessage1760000041000 } from './migrations/1760000041000-keep-mentions-on-message.js';
import { KeepReactionsOnMessage1760000040000 } from './migrations/1760000040000-keep-reactions-on-message.js';
import { identityConsumer } from './person/identity.consumer.js';
import { referToDepartment, referToUser } from './person/person.access.js';
import { DepartmentRow, PersonRow } from './person/person.table.js';
import { Department, User } from './person/user.js';
import { DepartmentResolver, UserResolver } from './person/user.resolver.js';
import * as presence from './presence/presence.resolver.js';
import { PresenceRow } from './presence/presence.table.js';
import * as reactions from './reaction/reaction.resolver.js';
import { ReactionRow } from './reaction/reaction.table.js';
import { searchConsumer, searchJob } from './search/index.consumer.js';
import { SearchResolver } from './search/search.resolver.js';
import { MessageSearchRow, WordRow } from './search/search.table.js';
import * as sidebarEvents from './sidebar/sidebar-events.js';
import { Viewer } from './sidebar/sidebar.js';
import * as sidebar from './sidebar/sidebar.resolver.js';
import { referToEntry, referToViewer } from './sidebar/sidebar.service.js';
import * as threadFollows from './thread/follow.resolver.js';
import { referToFollow } from './thread/follow.service.js';
import * as threadEvents from './thread/thread-events.js';
import * as threads from './thread/thread.resolver.js';
import { referToThread } from './thread/thread.service.js';
import { ThreadFollowRow, ThreadRow } from './thread/thread.table.js';
import { Thread, ThreadFollow } from './thread/thread.js';
import { TypingResolver } from './typing/typing.resolver.js';
import { InternalNoteResolver } from './internal-note/internal-note.resolver.js';
import { InternalNoteRow } from './internal-note/internal-note.table.js';
import { peekPolicy } from './retention/retention.access.js';
import { RetentionPolicy } from './retention/retention.js';
import * as retentions from './retention/retention.resolver.js';
import { LegalHoldRow, RetentionPolicyRow } from './retention/retention.table.js';
import { retention } from './retention/retention-run.service.js';
import { peekRule } from './word-rule/word-rule.access.js';
import { WordRule } from './word-rule/word-rule.js';
import { ChannelWordRulesResolver, WordRuleResolver } from './word-rule/word-rule.resolver.js';
import { WordRuleRow } from './word-rule/word-rule.table.js';
import { AccessExplanation, AccessSubject } from './why/explanation.js';
import * as why from './why/why.resolver.js';
import { type ExplanationKey, explain } from './why/why.service.js';

export { chatConfig } from './config.js';

/** What the table of contents reads of the configuration. */
export interface ChatOptions extends MediaOptions {
  readonly PARLEY_DEMO?: boolean;
  readonly NODE_ENV?: string;
}

interface Key {
  readonly id: string;
}

/** How each entity is read back by its key, on behalf of whoever asks. */
const references: Readonly<Record<string, (key: Key & ExplanationKey, ctx: RequestContext) => unknown>> = {
  Channel: ({ id }, ctx) => referToChannel(ctx, id),
  Membership: ({ id }, ctx) => referToMembership(ctx, id),
  Message: ({ id }, ctx) => referToMessage(ctx, id),
  Draft: ({ id }, ctx) => own.references.Draft(ctx, id),
  SavedItem: ({ id }, ctx) => own.references.SavedItem(ctx, id),
  ScheduledMessage: ({ id }, ctx) => own.references.ScheduledMessage(ctx, id),
  SidebarEntry: ({ id }, ctx) => referToEntry(ctx, id),
  Viewer: ({ id }, ctx) => referToViewer(ctx, id),
  Thread: ({ id }, ctx) => referToThread(ctx, id),
  ThreadFollow: ({ id }, ctx) => referToFollow(ctx, id),
  File: ({ id }, ctx) => referToFile(ctx, id),
  CustomEmoji: ({ id }, ctx) => peekEmoji(ctx, id),
  User: ({ id }, ctx) => referToUser(ctx, id),
  Department: ({ id }, ctx) => referToDepartment(ctx, id),
  RetentionPolicy: ({ id }, ctx) => peekPolicy(ctx, id),
  WordRule: ({ id }, ctx) => peekRule(ctx, id),
  ModerationReport: ({ id }, ctx) => peekReport(ctx, id),
  AccessExplanation: (key, ctx) => explain(ctx, key),
};

/** What chat could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('chat');

/** Channels, messages, reactions, read cursors, sidebars, presence and typing. */
export function chat(options: ChatOptions = {}): Promise<SubgraphDefinition> {
  const files = media(options);
  return defineSubgraph({
    name: 'chat',
    resolvers: [
      ChannelResolver,
      ...[ChannelMembersResolver, MembershipResolver],
      ...[BanResolver, EncryptionResolver],
      ...Object.values(retentions),
      InternalNoteResolver,
      ...[ReportResolver, WordRuleResolver, ChannelWordRulesResolver],
      ...Object.values(messages),
      ...Object.values(reactions),
      ...deeds.resolvers,
      ...files.resolvers,
      ...Object.values(sidebar),
      ...own.resolvers,
      ...channelEventResolvers,
      ...Object.values(presence),
      ...Object.values(notifications),
      TypingResolver,
      ...[...Object.values(threads), ...Object.values(threadFollows)],
      ...[SearchResolver, HashtagResolver, MentionPreviewResolver, ViewerMentionsResolver],
      ...Object.values(why),
      ...[UserResolver, DepartmentResolver],
      ...deadLetters,
    ],
    types: [
      ...[Channel, Membership, Message, User, Department, Viewer, Region],
      ...Object.values(channelEvents),
      ...Object.values(sidebarEvents),
      ...own.types,
      ...deeds.types,
      ...[CaughtUp, CursorExpired],
      ...[Thread, ThreadFollow, ...Object.values(threadEvents)],
      ...[WordRule, ModerationReport, RetentionPolicy],
      ...[AccessExplanation, AccessSubject],
    ],
    references,
    tables: [
      ...[PersonRow, DepartmentRow, PresenceRow],
      ...files.tables,
      ...[ChannelRow, MembershipRow],
      ...[MessageSearchRow, WordRow],
      ...own.tables,
      ...deeds.tables,
      ...[ThreadRow, ThreadFollowRow],
      ...[WordRuleRow, ModerationReportRow, RetentionPolicyRow, LegalHoldRow, InternalNoteRow],
      ...[MessageRow, MentionRow, ReactionRow],
    ],
    migrations: [
      CreateChat1760000001000,
      AddAccessToChannel1760000002000,
      CreateThread1760000010000,
      ...files.migrations,
      CreateSearch1760000025000,
      TieSearchToMessages1760000026000,
      GovernChannels1760000029000,
      CreateModeration1760000030000,
      CreateRetention1760000031000,
      CreateInternalNote1760000032000,
      AddHoursToPerson1760000034000,
      AddDevicesToPresence1760000035000,
      AddNotificationSettings1760000036000,
      KeepReactionsOnMessage1760000040000,
      KeepMentionsOnMessage1760000041000,
      ...own.migrations,
      ...deeds.migrations,
    ],
    consumers: [notificationConsumer, searchConsumer, identityConsumer],
    jobs: [...own.jobs, ...deeds.jobs, ...files.jobs, searchJob, retention],
    bytes: files.bytes,
    onStart: async (runtime) => {
      if (options.PARLEY_DEMO && options.NODE_ENV !== 'production') await seedDemo(runtime);
    },
  });
}
