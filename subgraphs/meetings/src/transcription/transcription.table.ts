import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TranscriptionState } from './transcription.js';

/** That a transcription provider is asked for the words of a recording, and what became of it. */
@Entity('transcription')
export class TranscriptionRow {
  @PrimaryColumn('text')
  readonly recordingId!: string;

  @Column('text')
  readonly state!: TranscriptionState;

  /** How often it was asked for in vain. */
  @Column('integer')
  readonly attempts!: number;

  @Column('text', { nullable: true })
  readonly because!: string | null;

  @Column('timestamptz')
  readonly nextAt!: Date;

  /** When a process that asks for it last said that it does. */
  @Column('timestamptz', { nullable: true })
  readonly workedAt!: Date | null;
}

/** What was written of somebody, and whose words of it are in the transcript. */
@Entity('transcribed')
export class TranscribedRow {
  @PrimaryColumn('text')
  readonly writingId!: string;
}
