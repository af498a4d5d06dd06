import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An emoji of an organisation as PostgreSQL stores it. */
@Entity('custom_emoji')
export class CustomEmojiRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly name!: string;

  @Column('text')
  readonly fileId!: string;

  @Column('text')
  readonly createdById!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
