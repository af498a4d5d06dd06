import type { FileKind, RenditionKind, ScanState } from '@parley/kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that files made of a file, or will. */
export interface StoredRendition {
  readonly kind: RenditionKind;
  /** Counts from 1; 0 where there are no pages. */
  readonly page: number;
  readonly ready: boolean;
  readonly width: number | null;
  readonly height: number | null;
}

/** What a message shows of a file that files keeps, and what changes with it. */
export interface LinkedFacts {
  readonly name: string;
  readonly mediaType: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly waveform: readonly number[] | null;
  readonly scan: ScanState;
  readonly renditions: readonly StoredRendition[];
}

/** A file that files keeps, as it told of it. */
@Entity('linked_file')
export class LinkedFileRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  /** Who sent it there. */
  @Column('text')
  readonly ownerId!: string;

  @Column('jsonb')
  readonly facts!: LinkedFacts;

  /** Channels that it was sent to or is shared with. */
  @Column('text', { array: true })
  readonly channelIds!: readonly string[];

  /** False while it is in the trash, and once it is gone. */
  @Column('boolean')
  readonly isThere!: boolean;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
