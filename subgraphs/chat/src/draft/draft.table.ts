import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttachmentInput } from '../attachment/attachment.inputs.js';

/** What somebody typed in a channel or thread; unique by person and place. */
@Entity('draft')
export class DraftRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly channelId!: string;

  @Column('text', { nullable: true })
  readonly threadId!: string | null;

  @Column('text')
  readonly text!: string;

  /** Files that are to go with it, as they were asked for: what is shown of them is looked up anew. */
  @Column('jsonb')
  readonly attachments!: readonly AttachmentInput[];

  @Column('timestamptz')
  readonly updatedAt!: Date;

  /** The client key of the last saving, so that its retry is no saving. */
  @Column('uuid')
  readonly clientKey!: string;
}
