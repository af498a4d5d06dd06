import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request to confirm as it stands on its message; the counts are those of the rows below. */
export interface StoredRequest {
  readonly requestedById: string;
  /** RFC 3339. */
  readonly requestedAt: string;
  /** RFC 3339. */
  readonly dueAt: string | null;
  /** RFC 3339: when those who had not confirmed were last reminded. */
  readonly remindedAt: string | null;
  readonly expected: number;
  readonly received: number;
}

/** Somebody who was asked to confirm a message, and whether they did. */
@Entity('acknowledgement')
export class AcknowledgementRow {
  @PrimaryColumn('text')
  readonly messageId!: string;

  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly at!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly remindedAt!: Date | null;
}
