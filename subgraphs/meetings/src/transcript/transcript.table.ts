import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TranscriptSource } from './transcript-source.js';

/** What was said in a meeting, as one source has it. */
@Entity('transcript')
export class TranscriptRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly meetingId!: string;

  @Column('text')
  readonly source!: TranscriptSource;

  @Column('text', { nullable: true })
  readonly language!: string | null;
}

/** Time of a meeting of which a transcript has all words: what worse sources have of it gives way. */
@Entity('transcript_span')
export class TranscriptSpanRow {
  @PrimaryColumn('text')
  readonly transcriptId!: string;

  @PrimaryColumn('bigint')
  readonly fromMs!: number;

  @Column('bigint')
  readonly toMs!: number;

  /** Whose words; empty for everybody's. */
  @PrimaryColumn('text')
  readonly speakerId!: string;
}

/** Words of one speaker; what they are found by is a column that the database fills. */
@Entity('transcript_segment')
export class TranscriptSegmentRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly transcriptId!: string;

  /** From when the meeting first began. */
  @Column('bigint')
  readonly startMs!: number;

  @Column('bigint')
  readonly endMs!: number;

  @Column('text', { nullable: true })
  readonly speakerId!: string | null;

  @Column('text')
  readonly speakerName!: string;

  @Column('text')
  readonly text!: string;
}
