import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often somebody in a room raised their hand and reacted. */
@Entity('participation')
export class ParticipationRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @Column('integer')
  readonly handCount!: number;

  @Column('integer')
  readonly reactionCount!: number;
}
