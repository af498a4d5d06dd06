import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What files keeps of a person of identity's, told by `userChanged`. */
@Entity('person')
export class PersonRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: string;

  @Column('text')
  readonly state!: string;

  @Column('text')
  readonly displayName!: string;

  @Column('text', { array: true })
  readonly departmentIds!: readonly string[];

  @Column('text', { array: true })
  readonly teamIds!: readonly string[];

  /** Roles they hold, also for a part of the organisation only. */
  @Column('text', { array: true })
  readonly roleIds!: readonly string[];

  @Column('text', { nullable: true })
  readonly country!: string | null;

  @Column('text', { nullable: true })
  readonly region!: string | null;
}

/** What files keeps of a department of identity's, told by `departmentChanged`. */
@Entity('department')
export class DepartmentRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly name!: string;
}

/** What files keeps of a team of identity's, told by `teamChanged`. */
@Entity('team')
export class TeamRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly name!: string;
}

/** What files keeps of a guest pass of identity's, told by `guestPassChanged`. */
@Entity('guest_pass')
export class GuestPassRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text', { nullable: true })
  readonly guestId!: string | null;

  @Column('text', { nullable: true })
  readonly issuedById!: string | null;

  @Column('timestamptz')
  readonly endsAt!: Date;

  @Column('boolean')
  readonly over!: boolean;
}
