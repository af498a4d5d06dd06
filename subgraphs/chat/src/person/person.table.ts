import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  @Column('text', { nullable: true })
  readonly country!: string | null;

  @Column('text', { nullable: true })
  readonly region!: string | null;
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
