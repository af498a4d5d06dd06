import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModerationDecision } from './report.js';

/** A report about a message as PostgreSQL stores it. */
@Entity('moderation_report')
export class ModerationReportRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text')
  readonly messageId!: string;

  @Column('text', { nullable: true })
  readonly authorId!: string | null;

  /** What the message said then: it may be changed or deleted before somebody looks. */
  @Column('text', { nullable: true })
  readonly excerpt!: string | null;

  /** Null where a rule about words reported. */
  @Column('text', { nullable: true })
  readonly reportedById!: string | null;

  @Column('text')
  readonly reason!: string;

  @Column('boolean')
  readonly held!: boolean;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('text', { nullable: true })
  readonly decision!: ModerationDecision | null;

  @Column('text', { nullable: true })
  readonly decidedById!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly decidedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly note!: string | null;
}
