import { DateTimeScalar, MarkdownScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { Acknowledgeable } from '../acknowledgement/acknowledgement.js';
import type { StoredRequest } from '../acknowledgement/acknowledgement.table.js';
import { Channel } from '../channel/channel.js';
import type { StoredForward } from '../forward/forward.table.js';
import { Department, Role, Team, User } from '../person/user.js';
import type { StoredPoll } from '../poll/poll.table.js';
import { Discussable } from '../thread/thread.js';
import { Guarded } from '../why/explanation.js';

/** What a message is. */
export const MessageKind = {
  TEXT: 'TEXT',
  VOICE: 'VOICE',
  SYSTEM: 'SYSTEM',
  POLL: 'POLL',
  CARD: 'CARD',
  CALL: 'CALL',
} as const;
export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind];

registerEnumType(MessageKind, {
  name: 'MessageKind',
  description: 'What a message is; may grow.',
  valuesConfig: {
    TEXT: { description: 'Words.' },
    VOICE: { description: 'A voice message.' },
    SYSTEM: { description: 'The system speaks.' },
    POLL: { description: 'A vote.' },
    CARD: { description: 'A living thing: a channel, a person.' },
    CALL: {
      description: 'A call of the two whose conversation it is, or a meeting: its card says what came of it.',
    },
  },
});

/** What the system can say. */
export const NoticeKind = {
  JOINED: 'JOINED',
  LEFT: 'LEFT',
  RENAMED: 'RENAMED',
  TOPIC_CHANGED: 'TOPIC_CHANGED',
  ARCHIVED: 'ARCHIVED',
  RESTORED: 'RESTORED',
  RETENTION_CHANGED: 'RETENTION_CHANGED',
  TOPIC_OPENED: 'TOPIC_OPENED',
} as const;
export type NoticeKind = (typeof NoticeKind)[keyof typeof NoticeKind];

registerEnumType(NoticeKind, {
  name: 'NoticeKind',
  description: 'What the system can say; may grow.',
  valuesConfig: {
    JOINED: { description: 'Somebody joined.' },
    LEFT: { description: 'Somebody left.' },
    RENAMED: { description: 'The channel was renamed.' },
    TOPIC_CHANGED: { description: 'The topic changed.' },
    ARCHIVED: { description: 'The channel was closed.' },
    RESTORED: { description: 'The channel was opened again.' },
    RETENTION_CHANGED: {
      description: 'How long messages are kept here changed; its value is the days, null for ever.',
    },
    TOPIC_OPENED: { description: 'A named topic was opened; it begins with this.' },
  },
});

/** Who is addressed. */
export const MentionKind = {
  PERSON: 'PERSON',
  GROUP: 'GROUP',
  EVERYONE: 'EVERYONE',
  HERE: 'HERE',
  CHANNEL: 'CHANNEL',
} as const;
export type MentionKind = (typeof MentionKind)[keyof typeof MentionKind];

registerEnumType(MentionKind, {
  name: 'MentionKind',
  description: 'Kinds of mentions; may grow.',
  valuesConfig: {
    PERSON: { description: 'One person.' },
    GROUP: { description: 'A team, department or role.' },
    EVERYONE: { description: 'All members.' },
    HERE: { description: 'Members who are online.' },
    CHANNEL: { description: 'A channel that the text leads to; nobody is told.' },
  },
});

const GROUPS = { department: Department, team: Team, role: Role } as const;

const isGroup = (prefix: string): prefix is keyof typeof GROUPS => Object.hasOwn(GROUPS, prefix);

/** What can be mentioned. */
export const MentionTarget = createUnionType({
  name: 'MentionTarget',
  description: 'What can be mentioned.',
  types: () => [User, Team, Department, Role, Channel] as const,
  resolveType: ({ id }: { readonly id: string }) => {
    const prefix = id.slice(0, id.lastIndexOf('_'));
    if (prefix === 'channel') return Channel;
    return isGroup(prefix) ? GROUPS[prefix] : User;
  },
});

/** Somebody or some group addressed in a message, or a channel it leads to. */
@ObjectType({ description: 'Somebody or some group addressed in a message, or a channel it leads to.' })
export class Mention {
  @Field(() => MentionKind, { description: 'What kind it is.' })
  readonly kind!: MentionKind;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of who or what, the same for everybody; null for everybody here.',
  })
  readonly targetId!: string | null;
}

/** What the system says, as data. */
@ObjectType({ description: 'What the system says, as data so that it can be told in any language.' })
export class Notice {
  @Field(() => NoticeKind, { description: 'What kind it is.' })
  readonly kind!: NoticeKind;

  @Field(() => String, { nullable: true, description: 'A name or number in it.' })
  readonly value!: string | null;

  readonly actorId!: string | null; // for actor()
  readonly subjectIds!: readonly string[]; // for subjects()
}

/** What clients see of a message. Authorised where it is reached, so that its fields depend on nobody. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Guarded, Acknowledgeable, Discussable],
  description: 'Something said in a channel.',
})
export class Message {
  readonly id!: string;

  @Field(() => Int, { description: 'Its position in the channel; history, live and export share it.' })
  readonly seq!: number;

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  readonly sentAt!: Date;

  @Field(() => MessageKind, { description: 'What kind it is.' })
  readonly kind!: MessageKind;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'What it says; null when deleted, encrypted or without words.',
  })
  readonly text!: string | null;

  @Field(() => [String], { description: 'Tags in it, without the sign, in small letters; at most 50.' })
  readonly hashtags!: readonly string[];

  @Field(() => Notice, { nullable: true, description: 'What the system says.' })
  readonly notice!: Notice | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last changed.' })
  readonly editedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was deleted.' })
  readonly deletedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was pinned; null where it is not.' })
  readonly pinnedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was held back for review, which only its author is told, in answer to sending it.',
  })
  readonly heldAt!: Date | null;

  @Field(() => Boolean, {
    description:
      "Whether it stands among the channel's own messages; false for what is said in a thread only.",
  })
  readonly inTimeline!: boolean;

  readonly threadId!: string | null; // for inThread()
  readonly ownThreadId!: string | null; // for thread()
  readonly pinnedById!: string | null; // for pinnedBy()
  readonly channelId!: string; // for channel()
  readonly authorId!: string | null; // for author()
  readonly replyToId!: string | null; // for replyTo()
  readonly deletedById!: string | null; // for deletedBy()
  readonly forwardedFromId!: string | null; // for forwardedFrom()
  readonly forwarded!: StoredForward | null; // for forwarded()
  readonly poll!: StoredPoll | null; // for poll()
  readonly acknowledgement!: StoredRequest | null; // for acknowledgement()
  readonly cardId!: string | null; // for card()
}

/** A page of messages. */
export const MessageConnection = connectionOf(() => Message, 'Message', 'messages');
