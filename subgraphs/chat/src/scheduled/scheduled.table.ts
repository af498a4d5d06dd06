import type { Viewer } from '@parley/kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What of a writer is kept until the message is sent; everything else is asked for then. */
export type Writer = Pick<Viewer, 'kind' | 'country' | 'region' | 'grants' | 'endsAt' | 'teamIds'>;

/** A message that waits for its time. */
@Entity('scheduled_message')
export class ScheduledRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text', { nullable: true })
  readonly threadId!: string | null;

  @Column('text')
  readonly text!: string;

  /** The input of sendMessage as JSON, without its key. */
  @Column('jsonb')
  readonly content!: Readonly<Record<string, unknown>>;

  @Column('timestamptz')
  readonly sendAt!: Date;

  /** Whose clock counts, where a time of day was asked for. */
  @Column('text', { nullable: true })
  readonly recipientId!: string | null;

  @Column('text', { nullable: true })
  readonly recipientLocalTime!: string | null;

  @Column('text', { nullable: true })
  readonly recipientLocalDate!: string | null;

  /** The zone that `sendAt` was computed in. */
  @Column('text', { nullable: true })
  readonly recipientZone!: string | null;

  @Column('jsonb')
  readonly viewer!: Writer;

  /** The client key the message will bear: sent twice it would be the same message. */
  @Column('uuid')
  readonly messageKey!: string;

  @Column('timestamptz', { nullable: true })
  readonly failedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly failedBecause!: string | null;
}
