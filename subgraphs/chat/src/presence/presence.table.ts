import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PresenceState } from './presence.js';

/** Where somebody was last; past `expiresAt` they are offline, and nothing has to be swept. */
@Entity('presence')
export class PresenceRow {
  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly state!: PresenceState;

  @Column('timestamptz', { nullable: true })
  readonly holdsUntil!: Date | null;

  @Column('timestamptz')
  readonly lastActiveAt!: Date;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
