import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from './permission.js';
import type { RoleTemplate } from './role-template.js';

/** A named set of permissions. */
@Entity('role')
export class RoleRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  template!: RoleTemplate | null;

  @Column('text', { array: true })
  permissions!: Permission[];

  @Column('integer')
  version!: number;
}

/** A role that somebody holds, perhaps only within a department, perhaps only until an end. */
@Entity('role_grant')
export class RoleGrantRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  roleId!: string;

  @Column('text', { nullable: true })
  departmentId!: string | null;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text', { nullable: true })
  grantedById!: string | null;
}
