import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What meetings keeps of a person of identity's, told by `userChanged`. */
@Entity('person')
export class PersonRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: string;

  @Column('text')
  readonly state!: string;

  @Column('text')
  readonly displayName!: string;

  @Column('text', { array: true })
  readonly teamIds!: readonly string[];
}
