import {
  type ExplanationKey,
  type RequestContext,
  type SubgraphDefinition,
  deadLetterResolvers,
  defineSubgraph,
} from '@parley/kit';
import { referToChannel } from './channel/directory.service.js';
import { referToMembership } from './channel/membership.service.js';
import { conversation } from './conversation.js';
import { deeds } from './deeds.js';
import { seedDemo } from './demo/demo.service.js';
import { referToDraft } from './draft/draft.service.js';
import { peekEmoji } from './emoji/custom-emoji.access.js';
import { finding } from './finding.js';
import { type MediaOptions, media } from './media.js';
import { referToMessage } from './message/message.service.js';
import { peekReport } from './moderation/report.access.js';
import { order } from './order.js';
import { own } from './own.js';
import { people } from './people.js';
import { referToDepartment, referToUser } from './person/person.access.js';
import { peekPolicy } from './retention/retention.access.js';
import { referToItem } from './saved/saved-item.service.js';
import { referToScheduled } from './scheduled/scheduled.service.js';
import { referToEntry, referToViewer } from './sidebar/sidebar.service.js';
import { referToFollow } from './thread/follow.service.js';
import { referToThread } from './thread/thread.service.js';
import { explain } from './why/why.service.js';
import { peekRule } from './word-rule/word-rule.access.js';

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
const references: Readonly<
  Record<string, (key: Key & ExplanationKey<'chatKey'>, ctx: RequestContext) => unknown>
> = {
  Channel: ({ id }, ctx) => referToChannel(ctx, id),
  Membership: ({ id }, ctx) => referToMembership(ctx, id),
  Message: ({ id }, ctx) => referToMessage(ctx, id),
  Thread: ({ id }, ctx) => referToThread(ctx, id),
  ThreadFollow: ({ id }, ctx) => referToFollow(ctx, id),
  SidebarEntry: ({ id }, ctx) => referToEntry(ctx, id),
  Viewer: ({ id }, ctx) => referToViewer(ctx, id),
  Draft: ({ id }, ctx) => referToDraft(ctx, id),
  SavedItem: ({ id }, ctx) => referToItem(ctx, id),
  ScheduledMessage: ({ id }, ctx) => referToScheduled(ctx, id),
  CustomEmoji: ({ id }, ctx) => peekEmoji(ctx, id),
  User: ({ id }, ctx) => referToUser(ctx, id),
  Department: ({ id }, ctx) => referToDepartment(ctx, id),
  // Who may see a meeting, meetings decides; its channel is read by whoever may read that.
  Meeting: ({ id }) => ({ id }),
  RetentionPolicy: ({ id }, ctx) => peekPolicy(ctx, id),
  WordRule: ({ id }, ctx) => peekRule(ctx, id),
  ModerationReport: ({ id }, ctx) => peekReport(ctx, id),
  AccessExplanation: (key, ctx) => explain(ctx, key),
};

/** What chat could not take in of others' events, for administrators. */
const deadLetters = deadLetterResolvers('chat');

/** Channels and what is said in them, for everybody and for the viewer alone; each part has a page of its own. */
export function chat(options: ChatOptions = {}): Promise<SubgraphDefinition> {
  const files = media(options);
  return defineSubgraph({
    name: 'chat',
    resolvers: [
      ...[...conversation.resolvers, ...deeds.resolvers, ...files.resolvers, ...own.resolvers],
      ...[...people.resolvers, ...finding.resolvers, ...order.resolvers, ...deadLetters],
    ],
    types: [...conversation.types, ...people.types, ...own.types, ...deeds.types, ...order.types],
    references,
    tables: [
      ...[...conversation.tables, ...deeds.tables, ...files.tables, ...own.tables],
      ...[...people.tables, ...finding.tables, ...order.tables],
    ],
    migrations: [
      ...[...conversation.migrations, ...deeds.migrations, ...files.migrations, ...own.migrations],
      ...[...people.migrations, ...finding.migrations, ...order.migrations],
    ],
    consumers: [...people.consumers, ...finding.consumers, ...files.consumers, ...deeds.consumers],
    jobs: [
      ...[...conversation.jobs, ...deeds.jobs, ...files.jobs, ...own.jobs],
      ...[...finding.jobs, ...order.jobs],
    ],
    bytes: files.bytes,
    onStart: async (runtime) => {
      if (options.PARLEY_DEMO && options.NODE_ENV !== 'production') await seedDemo(runtime);
    },
  });
}
