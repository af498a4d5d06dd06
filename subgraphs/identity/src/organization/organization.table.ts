import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The institution or company that everything belongs to. */
@Entity('organization')
export class OrganizationRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  country!: string;

  @Column('text')
  regionCode!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  timeZone!: string;

  @Column('boolean')
  mfaRequired!: boolean;

  @Column('integer')
  guestDays!: number;

  @Column('integer')
  version!: number;

  /** Since when nobody of it is let in; null while it is open. */
  @Column('timestamptz', { nullable: true })
  suspendedAt!: Date | null;

  @Column('text', { nullable: true })
  suspendedBecause!: string | null;
}
