import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An internal note as PostgreSQL stores it: in a table of its own, so that no statement about messages finds it. */
@Entity('internal_note')
export class InternalNoteRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text', { nullable: true })
  readonly authorId!: string | null;

  @Column('text')
  readonly body!: string;

  @Column('integer')
  readonly version!: number;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly editedAt!: Date | null;
}
