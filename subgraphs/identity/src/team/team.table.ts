import { Column, Entity, PrimaryColumn } from 'typeorm';

/** People who work together. */
@Entity('team')
export class TeamRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('integer')
  version!: number;

  /** What lists are ordered by; PostgreSQL derives it from the name. */
  @Column({ type: 'text', insert: false, update: false })
  sortName!: string;
}

/** That somebody belongs to a team. */
@Entity('team_member')
export class TeamMemberRow {
  @PrimaryColumn('text')
  teamId!: string;

  @PrimaryColumn('text')
  userId!: string;
}
