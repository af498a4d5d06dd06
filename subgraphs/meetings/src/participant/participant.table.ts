import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ParticipantRole, ParticipantState } from './participant-state.js';

/** Somebody in a meeting. */
@Entity('participant')
export class ParticipantRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly meetingId!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly displayName!: string;

  @Column('text')
  readonly state!: ParticipantState;

  @Column('text')
  readonly role!: ParticipantRole;

  /** What they were before they stood in for a host who left. */
  @Column('text', { nullable: true })
  readonly stoodInFrom!: ParticipantRole | null;

  @Column('timestamptz', { nullable: true })
  readonly handRaisedAt!: Date | null;

  /** Whether their microphone was switched off for them. */
  @Column('boolean')
  readonly heldMute!: boolean;

  /** May not come back. */
  @Column('boolean')
  readonly banned!: boolean;

  /** Was let in once, and so does not wait again. */
  @Column('boolean')
  readonly admitted!: boolean;

  @Column('text')
  readonly device!: string;

  @Column('boolean')
  readonly microphone!: boolean;

  @Column('boolean')
  readonly camera!: boolean;

  @Column('boolean')
  readonly screen!: boolean;

  @Column('timestamptz')
  readonly joinedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly leftAt!: Date | null;

  /** Counts the devices that took it: only the last one speaks for them. */
  @Column('integer')
  readonly seat!: number;

  /** When their device last gave a sign of life. */
  @Column('timestamptz')
  readonly seenAt!: Date;

  /** Since when a sign of life is missed; null while it is not. */
  @Column('timestamptz', { nullable: true })
  readonly missedSince!: Date | null;

  @Column('real', { nullable: true })
  readonly score!: number | null;

  @Column('integer', { nullable: true })
  readonly roundTripMs!: number | null;

  @Column('integer', { nullable: true })
  readonly jitterMs!: number | null;

  @Column('real', { nullable: true })
  readonly lossRatio!: number | null;

  @Column('integer', { nullable: true })
  readonly bitrateKbps!: number | null;

  @Column('timestamptz', { nullable: true })
  readonly measuredAt!: Date | null;
}
