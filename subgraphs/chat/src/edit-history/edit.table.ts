import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredAttachment } from '../attachment/file.table.js';

/** What a message said before one of its edits. */
@Entity('message_edit')
export class MessageEditRow {
  @PrimaryColumn('text')
  readonly messageId!: string;

  /** The version that said this; the edit made the next one. */
  @PrimaryColumn('integer')
  readonly version!: number;

  @Column('text', { nullable: true })
  readonly text!: string | null;

  /** What it showed then. */
  @Column('jsonb')
  readonly attachments!: readonly StoredAttachment[];

  @Column('text')
  readonly editorId!: string;

  /** When it was changed into something else. */
  @Column('timestamptz')
  readonly at!: Date;
}
