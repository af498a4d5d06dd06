import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody whose connection was bad for a while, until it is good for a while. */
@Entity('quality_alarm')
export class QualityAlarmRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @Column('timestamptz')
  readonly since!: Date;
}
