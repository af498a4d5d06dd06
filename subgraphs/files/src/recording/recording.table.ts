import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A recording that meetings told of. */
@Entity('taken_recording')
export class TakenRecordingRow {
  @PrimaryColumn('text')
  readonly recordingId!: string;

  @Column('text')
  readonly organizationId!: string;

  /** Whose file it becomes. */
  @Column('text')
  readonly ownerId!: string;

  /** Those who were there: they may play it. */
  @Column('text', { array: true })
  readonly audienceIds!: readonly string[];

  @Column('text')
  readonly name!: string;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint')
  readonly size!: string;

  @Column('text')
  readonly sha256!: string;

  /** Where its bytes are put, however often that is begun. */
  @Column('text')
  readonly storeKey!: string;

  @Column('timestamptz')
  readonly toldAt!: Date;

  /** When a process that brings its bytes last said that it does. */
  @Column('timestamptz', { nullable: true })
  readonly workedAt!: Date | null;

  /** What it became; null until then. */
  @Column('text', { nullable: true })
  readonly fileId!: string | null;
}
