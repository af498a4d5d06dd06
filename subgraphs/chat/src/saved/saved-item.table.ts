import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message that somebody put aside; one per person and message. */
@Entity('saved_item')
export class SavedItemRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly messageId!: string;

  @Column('text', { nullable: true })
  readonly note!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly remindAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly remindedAt!: Date | null;

  @Column('timestamptz')
  readonly savedAt!: Date;
}
