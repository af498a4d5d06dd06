import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallEnding, CallState } from './call-state.js';

/** One person rings another. */
@Entity('call')
export class CallRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly meetingId!: string;

  @Column('text')
  readonly callerId!: string;

  @Column('text')
  readonly calleeId!: string;

  @Column('text')
  readonly state!: CallState;

  @Column('boolean')
  readonly video!: boolean;

  /** The device of who was rung that answered. */
  @Column('text', { nullable: true })
  readonly device!: string | null;

  @Column('timestamptz')
  readonly startedAt!: Date;

  @Column('timestamptz')
  readonly ringsUntil!: Date;

  @Column('timestamptz', { nullable: true })
  readonly answeredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly endedBecause!: CallEnding | null;

  @Column('text', { nullable: true })
  readonly heldById!: string | null;

  @Column('text', { nullable: true })
  readonly transferredToId!: string | null;

  /** The call that is spoken about in this one, before it is handed over. */
  @Column('text', { nullable: true })
  readonly consultsAboutId!: string | null;

  /** The call of others that somebody is rung into by this one; both have the same meeting. */
  @Column('text', { nullable: true })
  readonly addsToId!: string | null;
}
