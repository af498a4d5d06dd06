import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserKind, UserState } from './user.enums.js';
import type { WorkingSpan } from './working-hours.js';

/** An account: a person, or a program that acts like one. */
@Entity('user_account')
export class UserRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  kind!: UserKind;

  @Column('text')
  state!: UserState;

  @Column('text', { nullable: true })
  disabledReason!: string | null;

  @Column('text')
  displayName!: string;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  bio!: string | null;

  @Column('text', { nullable: true })
  avatarUrl!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { nullable: true })
  subdivision!: string | null;

  @Column('text')
  regionCode!: string;

  @Column('text')
  timeZone!: string;

  @Column('text')
  locale!: string;

  @Column('jsonb')
  workingHours!: WorkingSpan[];

  @Column('integer')
  version!: number;

  /** What lists are ordered by; PostgreSQL derives it from the name. */
  @Column({ type: 'text', insert: false, update: false })
  sortName!: string;
}
