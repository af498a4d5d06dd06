import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Action } from '@parley/kit';

/** One thing that a pass opens, as stored. */
export interface StoredGrant {
  readonly targetId: string;
  readonly actions: readonly Action[];
}

/** A capability on named things with an end. */
@Entity('guest_pass')
export class GuestPassRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  guestId!: string | null;

  @Column('text', { nullable: true })
  issuedById!: string | null;

  @Column('jsonb')
  grants!: StoredGrant[];

  /** The meeting by whose link its guest came; null for one that somebody issued. */
  @Column('text', { nullable: true })
  meetingId!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text')
  linkHash!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text', { nullable: true })
  revokeReason!: string | null;

  @Column('timestamptz', { nullable: true })
  endAnnouncedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('text')
  regionCode!: string;

  @Column('integer')
  version!: number;
}
