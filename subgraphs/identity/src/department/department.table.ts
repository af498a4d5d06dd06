import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of the organisation. */
@Entity('department')
export class DepartmentRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  parentId!: string | null;

  @Column('text', { nullable: true })
  headId!: string | null;

  @Column('integer')
  version!: number;

  /** What lists are ordered by; PostgreSQL derives it from the name. */
  @Column({ type: 'text', insert: false, update: false })
  sortName!: string;
}

/** That somebody belongs to a department. */
@Entity('department_member')
export class DepartmentMemberRow {
  @PrimaryColumn('text')
  departmentId!: string;

  @PrimaryColumn('text')
  userId!: string;
}
