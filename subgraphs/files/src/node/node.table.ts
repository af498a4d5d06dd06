import type { FileKind } from '@parley/kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScanState } from './file-kinds.js';

/** A file or a folder as PostgreSQL stores it. */
@Entity('node')
export class NodeRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: 'FOLDER' | 'FILE';

  /** Null for a root: somebody's own folder, that of a team, or what was sent to a channel. */
  @Column('text', { nullable: true })
  readonly parentId!: string | null;

  /** From the root to the node itself. */
  @Column('text', { array: true })
  readonly ancestors!: readonly string[];

  /** The person or team whose it is, and whose space it takes; null for the roots of channels. */
  @Column('text', { nullable: true })
  readonly holderId!: string | null;

  @Column('text')
  readonly name!: string;

  /** The name as it is compared: two of the same are not in one folder. */
  @Column('text')
  readonly nameKey!: string;

  /** The name as it is ordered. */
  @Column('text')
  readonly sortKey!: string;

  @Column('text', { nullable: true })
  readonly description!: string | null;

  @Column('text', { array: true })
  readonly tags!: readonly string[];

  /** Of what was sent to a channel. */
  @Column('text', { nullable: true })
  readonly channelId!: string | null;

  /** Who made it; null for the product itself. */
  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  /** Whose door keeps its bytes. */
  @Column('text')
  readonly origin!: 'FILES' | 'CHAT';

  @Column('text', { nullable: true })
  readonly region!: string | null;

  @Column('integer')
  readonly version!: number;

  @Column('text', { nullable: true })
  readonly fileKind!: FileKind | null;

  @Column('text', { nullable: true })
  readonly mediaType!: string | null;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint')
  readonly size!: string;

  @Column('text', { nullable: true })
  readonly currentVersionId!: string | null;

  @Column('text', { nullable: true })
  readonly scan!: ScanState | null;

  @Column('jsonb')
  readonly metadata!: StoredMetadata;

  @Column('text', { nullable: true })
  readonly lockedById!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly lockedUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly trashedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly trashedById!: string | null;

  /** What was thrown away as a whole. */
  @Column('text', { nullable: true })
  readonly trashRootId!: string | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz')
  readonly updatedAt!: Date;
}

/** What was read from a file; what nobody read is absent. */
export interface StoredMetadata {
  readonly width?: number | null;
  readonly height?: number | null;
  readonly durationSeconds?: number | null;
  readonly pageCount?: number | null;
  readonly takenAt?: string | null;
  readonly textLanguage?: string | null;
  readonly waveform?: readonly number[] | null;
}

/** A node with where its live stream stands. */
export interface NodeAt extends NodeRow {
  readonly liveSeq: number;
}

/** The bytes of a file at one time; never changes. */
@Entity('version')
export class VersionRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly nodeId!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('integer')
  readonly number!: number;

  @Column('text')
  readonly blobSha256!: string;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint')
  readonly size!: string;

  @Column('text')
  readonly mediaType!: string;

  @Column('text', { nullable: true })
  readonly createdById!: string | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('text', { nullable: true })
  readonly note!: string | null;
}
