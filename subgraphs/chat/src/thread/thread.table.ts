import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NotificationLevel } from '../notification/level.js';

/** A thread or topic as PostgreSQL stores it. What its messages add up to stands here, written with each of them. */
@Entity('thread')
export class ThreadRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly channelId!: string;

  /** The message it began with: a topic begins with the system's word that it was opened. */
  @Column('text', { nullable: true })
  readonly rootId!: string | null;

  @Column('text', { nullable: true })
  readonly topic!: string | null;

  @Column('text')
  readonly createdById!: string;

  @Column('integer')
  readonly messageCount!: number;

  /** Position of its newest message in the channel; that of its root before the first. */
  @Column('integer')
  readonly lastSeq!: number;

  @Column('timestamptz', { nullable: true })
  readonly lastMessageAt!: Date | null;

  /** What inboxes are ordered by, to the millisecond: when it was last written in, or made. */
  @Column('timestamptz')
  readonly activeAt!: Date;

  @Column('text', { array: true })
  readonly participantIds!: readonly string[];

  @Column('timestamptz', { nullable: true })
  readonly lockedAt!: Date | null;

  @Column('integer')
  readonly version!: number;
}

/** A thread, who wrote its root, and the position of its channel's stream at the moment it was read. */
export interface ThreadAt extends ThreadRow {
  readonly rootAuthorId: string | null;
  readonly liveSeq: number;
}

/** Somebody's place in a thread. */
@Entity('thread_follow')
export class ThreadFollowRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly threadId!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly level!: NotificationLevel;

  /** Only ever grows. */
  @Column('integer')
  readonly lastReadSeq!: number;

  /** Where that person wants to read on, although they were further; reading on ends it. */
  @Column('integer', { nullable: true })
  readonly unreadFromSeq!: number | null;

  /** Silent until then, whatever the level; what is over is none. */
  @Column('timestamptz', { nullable: true })
  readonly mutedUntil!: Date | null;
}
