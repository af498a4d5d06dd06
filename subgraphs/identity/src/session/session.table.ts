import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device that is signed in. */
@Entity('session')
export class SessionRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  organizationId!: string;

  /** The pass that opened it, for guests. */
  @Column('text', { nullable: true })
  guestPassId!: string | null;

  @Column('text')
  device!: string;

  @Column('text')
  userAgent!: string;

  @Column('text')
  ip!: string;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: string | null;
}

/** A refresh token, hashed; replaced ones stay until the session goes, so that their reuse is noticed. */
@Entity('refresh_token')
export class RefreshTokenRow {
  @PrimaryColumn('text')
  hash!: string;

  @Column('text')
  sessionId!: string;

  @Column('timestamptz', { nullable: true })
  replacedAt!: Date | null;
}
