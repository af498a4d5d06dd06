import {
  connectionOf,
  DateTimeScalar,
  Encryptable,
  EncryptionMode,
  Followable,
  MarkdownScalar,
  Node,
} from '@parley/kit';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Guarded } from '../why/explanation.js';
import { AccessCondition } from './access-condition.js';
import { Residential } from './region.js';

/** What a channel is for. */
export const ChannelKind = {
  DIRECT: 'DIRECT',
  GROUP: 'GROUP',
  DEPARTMENT: 'DEPARTMENT',
  PROJECT: 'PROJECT',
  PUBLIC: 'PUBLIC',
  COURSE: 'COURSE',
  SUPPORT: 'SUPPORT',
  MEETING: 'MEETING',
} as const;
export type ChannelKind = (typeof ChannelKind)[keyof typeof ChannelKind];

registerEnumType(ChannelKind, {
  name: 'ChannelKind',
  description: 'What a channel is for; may grow.',
  valuesConfig: {
    DIRECT: { description: 'Two people.' },
    GROUP: { description: 'Invited people.' },
    DEPARTMENT: { description: 'A department, whole.' },
    PROJECT: { description: 'A project.' },
    PUBLIC: { description: 'Open to the organisation.' },
    COURSE: { description: 'A room of a course.' },
    SUPPORT: { description: 'A customer and those who help; the only kind that customers are let into.' },
    MEETING: { description: 'The chat of a meeting: who is in the meeting is in it.' },
  },
});

/** What somebody may do in a channel. */
export const MemberRole = {
  OWNER: 'OWNER',
  MODERATOR: 'MODERATOR',
  MEMBER: 'MEMBER',
  GUEST: 'GUEST',
  READER: 'READER',
} as const;
export type MemberRole = (typeof MemberRole)[keyof typeof MemberRole];

registerEnumType(MemberRole, {
  name: 'MemberRole',
  description: 'What somebody may do in a channel.',
  valuesConfig: {
    OWNER: { description: 'Everything.' },
    MODERATOR: { description: 'Keep order.' },
    MEMBER: { description: 'Talk.' },
    GUEST: { description: 'Talk, seeing only fellow members.' },
    READER: { description: 'Read only.' },
  },
});

/**
 * What clients see of a channel. No field depends on who asks but those named viewer…: whoever holds one was let in
 * by accessChannel() or by something inside the channel.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Guarded, Residential, Followable, Encryptable],
  description: 'A place where people talk.',
})
export class Channel {
  readonly id!: string;

  @Field(() => ChannelKind, { description: 'What kind it is.' })
  readonly kind!: ChannelKind;

  @Field(() => String, { description: 'Its name; for direct channels the names of both people.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about now.' })
  readonly topic!: string | null;

  @Field(() => MarkdownScalar, { nullable: true, description: 'What it is about.' })
  readonly description!: string | null;

  @Field(() => String, { nullable: true, description: 'An emoji.' })
  readonly icon!: string | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' })
  readonly archivedAt!: Date | null;

  @Field(() => MemberRole, { description: 'Least role that may post.' })
  readonly postingRole!: MemberRole;

  @Field(() => Int, {
    description: 'Seconds between two messages of one person, 0 for none; who keeps order need not wait.',
  })
  readonly slowModeSeconds!: number;

  @Field(() => Boolean, { description: 'Whether a customer reads along.' })
  readonly customerVisible!: boolean;

  @Field(() => EncryptionMode, { description: 'Who holds the keys.' })
  readonly encryption!: EncryptionMode;

  @Field(() => [AccessCondition], { description: 'Who may find and join it; at most 20.' })
  readonly access!: readonly AccessCondition[];

  readonly organizationId!: string; // for viewerCan()
  readonly createdById!: string | null; // for createdBy()
  readonly departmentId!: string | null; // for department()
  readonly directKey!: string | null; // for SidebarEntry.peer()
  readonly region!: string | null; // for region()
  readonly meetingId!: string | null; // for the rights of guests
  readonly lastSeq!: number; // for SidebarEntry.lastMessage()
  readonly liveSeq!: number; // for liveCursor()
}

/** A page of channels. */
export const ChannelConnection = connectionOf(() => Channel, 'Channel', 'channels');
