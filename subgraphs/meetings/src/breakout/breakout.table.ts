import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A breakout room of a meeting. */
@Entity('breakout')
export class BreakoutRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('text')
  readonly parentId!: string;

  @Column('integer')
  readonly position!: number;

  /** Since when those in it wait for a host. */
  @Column('timestamptz', { nullable: true })
  readonly helpWantedAt!: Date | null;
}

/** Who goes into which breakout room of a meeting. */
@Entity('breakout_place')
export class BreakoutPlaceRow {
  @PrimaryColumn('text')
  readonly parentId!: string;

  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('text')
  readonly meetingId!: string;
}

/** That the breakout rooms of a meeting are open, or were. */
@Entity('breakout_session')
export class BreakoutSessionRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('timestamptz')
  readonly openedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly closesAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly closedAt!: Date | null;
}
