import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A legal hold that holds, as identity told of it; lifted ones are not kept here. */
@Entity('legal_hold')
export class HoldRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text', { array: true })
  readonly userIds!: readonly string[];

  @Column('text', { array: true })
  readonly channelIds!: readonly string[];
}
