import { Column, Entity, PrimaryColumn } from 'typeorm';

/** From when to when somebody was in; kept by a trigger of the participant. */
@Entity('stay')
export class StayRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @PrimaryColumn('timestamptz')
  readonly cameAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly leftAt!: Date | null;
}

/** How long somebody spoke. */
@Entity('speech')
export class SpeechRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @Column('bigint')
  readonly spokenMs!: string;

  @Column('timestamptz', { nullable: true })
  readonly speakingSince!: Date | null;
}
