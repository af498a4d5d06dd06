import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Chapter } from '../composition/composition.js';
import type { ConsentState, RecordingState } from './recording-state.js';

/** A recording of a meeting: what is known of it; its media is elsewhere. */
@Entity('recording')
export class RecordingRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly meetingId!: string;

  @Column('text')
  readonly state!: RecordingState;

  @Column('text')
  readonly startedById!: string;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly stoppedAt!: Date | null;

  @Column('real', { nullable: true })
  readonly durationSeconds!: number | null;

  @Column('jsonb')
  readonly chapters!: readonly Chapter[];

  @Column('text', { nullable: true })
  readonly failedBecause!: string | null;

  /** The file that it became, of files. */
  @Column('text', { nullable: true })
  readonly fileId!: string | null;

  /** When a process that makes it playable last said that it does. */
  @Column('timestamptz', { nullable: true })
  readonly workedAt!: Date | null;

  /** How often what makes it playable was ended by somebody else. */
  @Column('int')
  readonly attempts!: number;

  /** When files were told that it is there. */
  @Column('timestamptz', { nullable: true })
  readonly toldAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly expiresAt!: Date | null;

  /** When the media server that wrote it was lost last. */
  @Column('timestamptz', { nullable: true })
  readonly interruptedAt!: Date | null;

  /** When its film begins, by the clock of the media server. */
  @Column('timestamptz', { nullable: true })
  readonly beganAt!: Date | null;
}

/** What somebody answered when they were asked whether they may be recorded. */
@Entity('consent')
export class ConsentRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly recordingId!: string;

  @Column('text')
  readonly participantId!: string;

  @Column('text')
  readonly personId!: string;

  @Column('text')
  readonly state!: ConsentState;

  @Column('timestamptz')
  readonly askedAt!: Date;

  /** Who has not answered by then has said no. */
  @Column('timestamptz')
  readonly asksUntil!: Date;

  @Column('timestamptz', { nullable: true })
  readonly answeredAt!: Date | null;
}

/** What is written of one participant from a beginning to an end; noted before the first byte. */
@Entity('writing')
export class WritingRow {
  /** What the names of its files begin with. */
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly recordingId!: string;

  @Column('text')
  readonly participantId!: string;

  @Column('timestamptz')
  readonly begunAt!: Date;

  /** The session of the media server that it is written over. */
  @Column('text', { nullable: true })
  readonly session!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;
}

/** A moment of a recording that begins a chapter. */
@Entity('recording_mark')
export class RecordingMarkRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly recordingId!: string;

  @Column('timestamptz')
  readonly at!: Date;

  @Column('text')
  readonly title!: string;

  /** Whom the spotlight went to; null for what somebody marked. */
  @Column('text', { nullable: true })
  readonly spotlightId!: string | null;
}
