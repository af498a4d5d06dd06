import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MediaMode, MeetingKind } from './meeting-kind.js';

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

  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;
}
