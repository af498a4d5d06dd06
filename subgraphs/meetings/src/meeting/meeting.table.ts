import type { EncryptionMode } from '@parley/kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MediaMode, MeetingKind } from './meeting-kind.js';
import type { MeetingAct, MeetingLayout } from './meeting-settings.js';

/** A room for media. */
@Entity('meeting')
export class MeetingRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: MeetingKind;

  @Column('text')
  readonly mode!: MediaMode;

  @Column('text')
  readonly title!: string;

  @Column('integer')
  readonly version!: number;

  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  @Column('text', { nullable: true })
  readonly channelId!: string | null;

  /** The meeting that it is a breakout room of. */
  @Column('text', { nullable: true })
  readonly parentId!: string | null;

  /** What lists are ordered by: when it is planned for, or was made. */
  @Column('timestamptz')
  readonly takesPlaceAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly startsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly endsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly startedAt!: Date | null;

  /** When it first began: places in its words and films are counted from then. */
  @Column('timestamptz', { nullable: true })
  readonly countedFrom!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;

  /** Since when nobody is in one that runs. */
  @Column('timestamptz', { nullable: true })
  readonly emptySince!: Date | null;

  /** When its media broke. */
  @Column('timestamptz', { nullable: true })
  readonly failedAt!: Date | null;

  /** Since when somebody looks after those who are in it or wait. */
  @Column('timestamptz', { nullable: true })
  readonly watchedSince!: Date | null;

  @Column('text', { nullable: true })
  readonly spotlightId!: string | null;

  @Column('boolean')
  readonly lobby!: boolean;

  @Column('boolean')
  readonly locked!: boolean;

  @Column('boolean')
  readonly guests!: boolean;

  @Column('text', { array: true })
  readonly participantsMay!: readonly MeetingAct[];

  @Column('text')
  readonly layout!: MeetingLayout;

  @Column('boolean')
  readonly mutedOnEntry!: boolean;

  @Column('boolean')
  readonly captions!: boolean;

  /** Counts the links it has had: only the last one opens it. */
  @Column('integer')
  readonly linkEpoch!: number;

  /** What the secret part of its link is recognised by. */
  @Column('text', { nullable: true })
  readonly linkHash!: string | null;

  @Column('text')
  readonly encryption!: EncryptionMode;

  /** The last position of its stream when the row was read; of log_head. */
  readonly liveSeq!: number;
}
