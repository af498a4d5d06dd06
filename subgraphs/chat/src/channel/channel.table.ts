import type { EncryptionMode } from '@parley/kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessCondition } from './access-condition.js';
import type { NotificationLevel } from '../notification/level.js';
import type { ChannelKind, MemberRole } from './channel.js';

/** A channel as PostgreSQL stores it. */
@Entity('channel')
export class ChannelRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: ChannelKind;

  @Column('text')
  readonly name!: string;

  @Column('text', { nullable: true })
  readonly topic!: string | null;

  @Column('text', { nullable: true })
  readonly description!: string | null;

  @Column('text', { nullable: true })
  readonly icon!: string | null;

  @Column('integer')
  readonly version!: number;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly archivedAt!: Date | null;

  @Column('text')
  readonly postingRole!: MemberRole;

  /** Seconds between two messages of one person; 0 for none. */
  @Column('integer')
  readonly slowModeSeconds!: number;

  /** Whether customers may be in it: true of support channels and of no other. */
  @Column('boolean')
  readonly customerVisible!: boolean;

  @Column('text')
  readonly encryption!: EncryptionMode;

  /** Who finds and joins it where it is open to the organisation; everybody when there are none. */
  @Column('jsonb')
  readonly access!: readonly AccessCondition[];

  @Column('text', { nullable: true })
  readonly departmentId!: string | null;

  /** Both people of a direct channel in order, which makes it unique. */
  @Column('text', { nullable: true })
  readonly directKey!: string | null;

  /** The room whose chat it is, and nothing else; null for every other channel. */
  @Column('text', { nullable: true })
  readonly meetingId!: string | null;

  @Column('text', { nullable: true })
  readonly region!: string | null;

  /** Position of the newest message; the next one takes the number after it in its own transaction. */
  @Column('integer')
  readonly lastSeq!: number;

  /** Whether its organisation lets people show how far they have read. */
  @Column('boolean')
  readonly showsReceipts!: boolean;
}

/** A channel and the position of its stream at the moment it was read. */
export interface ChannelAt extends ChannelRow {
  readonly liveSeq: number;
  /** Whether rules about words apply here; known where somebody's place in the channel was read. */
  readonly hasWordRules?: boolean;
}

/** Why somebody is in a channel: asked in, came by themselves, or as part of a department. */
export type MembershipOrigin = 'INVITED' | 'JOINED' | 'DEPARTMENT';

/** Somebody's place in a channel, kept when they leave: a ban and the way back rest on it. */
@Entity('membership')
export class MembershipRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly role!: MemberRole;

  @Column('text')
  readonly origin!: MembershipOrigin;

  @Column('timestamptz')
  readonly joinedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly bannedAt!: Date | null;

  /** Only ever grows while the membership lasts. */
  @Column('integer')
  readonly lastReadSeq!: number;

  /** Where they want to read on, although they were further; reading on ends it. */
  @Column('integer', { nullable: true })
  readonly unreadFromSeq!: number | null;

  /** Whether that person shows how far they have read; the same in all their memberships. */
  @Column('boolean')
  readonly showsReceipts!: boolean;

  /** Kept at the top of that person's sidebar. */
  @Column('boolean')
  readonly favorite!: boolean;

  /** The heading that person put it under. */
  @Column('text', { nullable: true })
  readonly section!: string | null;

  /** Left out of that person's sidebar. */
  @Column('boolean')
  readonly hidden!: boolean;

  /** What that person is told of; null for what is usual in a channel of its kind. */
  @Column('text', { nullable: true })
  readonly level!: NotificationLevel | null;

  /** Until when they are told nothing. */
  @Column('timestamptz', { nullable: true })
  readonly mutedUntil!: Date | null;
}

/** What decides over a viewer's rights in a channel. */
export interface Standing {
  readonly channel: ChannelAt;
  /** The viewer's membership, also an ended one: a ban is part of it. */
  readonly membership: MembershipRow | null;
  /** The role here of whoever gave the viewer's pass; null when that person is not, or no longer, in the channel. */
  readonly grantorRole: MemberRole | null;
}
