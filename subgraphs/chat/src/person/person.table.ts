import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of the week in which somebody works, by the clock where they are: MONDAY, 09:00, 17:00. */
export interface WorkingHours {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What chat keeps of a person of identity's, told by `userChanged`. */
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

  /** IANA zone, such as Africa/Nairobi; UTC for those of whom nothing was told yet. */
  @Column('text')
  readonly timeZone!: string;

  /** Their usual week; empty for those who have no hours. */
  @Column('jsonb')
  readonly workingHours!: readonly WorkingHours[];
}

/** What chat keeps of a department of identity's, told by `departmentChanged`. */
@Entity('department')
export class DepartmentRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly name!: string;

  @Column('text', { nullable: true })
  readonly headId!: string | null;
}
