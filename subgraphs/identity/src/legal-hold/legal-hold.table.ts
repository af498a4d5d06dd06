import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A legal hold; it stays when it is lifted, as a trace of what was kept and why. */
@Entity('legal_hold')
export class LegalHoldRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  organizationId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  reason!: string;

  @Column('text', { array: true })
  userIds!: readonly string[];

  @Column('text', { array: true })
  channelIds!: readonly string[];

  @Column('text')
  placedById!: string;

  @Column({ type: 'timestamptz', insert: false })
  placedAt!: Date;

  @Column('timestamptz', { nullable: true })
  liftedAt!: Date | null;
}
