import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PresenceState } from './presence.js';

/** Where somebody was last; past its times each thing is over, and nothing has to be swept. */
@Entity('presence')
export class PresenceRow {
  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('text')
  readonly organizationId!: string;

  /** What they chose; null while their devices say it. */
  @Column('text', { nullable: true })
  readonly chosen!: PresenceState | null;

  /** Until when what they chose holds; null for until they choose again. */
  @Column('timestamptz', { nullable: true })
  readonly holdsUntil!: Date | null;

  @Column('boolean')
  readonly chosenInCall!: boolean;

  /** The last sign of each device, by session: how long it counts, whether it is in use, whether in a call. */
  @Column('jsonb')
  readonly devices!: Readonly<Record<string, { until: string; active: boolean; call: boolean }>>;

  @Column('timestamptz', { nullable: true })
  readonly activeUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly callUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly lastActiveAt!: Date | null;

  /** When they are offline unless they are heard of again. */
  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('text', { nullable: true })
  readonly statusText!: string | null;

  @Column('text', { nullable: true })
  readonly statusEmoji!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly statusUntil!: Date | null;
}
