import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileKind, ScanState } from '@parley/kit';
import type { AttachmentRole } from './attachment.js';
import type { StoredRendition } from './linked-file.table.js';

/** A file as PostgreSQL stores it; what its content tells is known once all of it is there. */
@Entity('file')
export class FileRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly ownerId!: string;

  @Column('text')
  readonly name!: string;

  /** As whoever sent it named it: a hint, never believed. */
  @Column('text')
  readonly claimedType!: string;

  @Column('text', { nullable: true })
  readonly mediaType!: string | null;

  @Column('text', { nullable: true })
  readonly kind!: FileKind | null;

  /** Whether browsers may show it in place. */
  @Column('boolean')
  readonly inline!: boolean;

  /** Whether everybody of the organisation may read it, as they may its custom emoji. */
  @Column('boolean')
  readonly shared!: boolean;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint', { nullable: true })
  readonly size!: string | null;

  @Column('text', { nullable: true })
  readonly etag!: string | null;

  @Column('integer', { nullable: true })
  readonly width!: number | null;

  @Column('integer', { nullable: true })
  readonly height!: number | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;
}

/** One piece of a file. */
@Entity('file_piece')
export class FilePieceRow {
  @PrimaryColumn('text')
  readonly fileId!: string;

  @PrimaryColumn('bigint')
  readonly at!: string;

  @Column('bytea')
  readonly digest!: Buffer;

  @Column('bytea')
  readonly bytes!: Buffer;
}

/** A message that shows a file. */
@Entity('file_use')
export class FileUseRow {
  @PrimaryColumn('text')
  readonly fileId!: string;

  @PrimaryColumn('text')
  readonly messageId!: string;

  @Column('text')
  readonly channelId!: string;
}

/** A file in a message, as it stands on the message: all that a page shows of it. */
export interface StoredAttachment {
  readonly fileId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly createdAt: string;
  readonly role: AttachmentRole;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly waveform: readonly number[] | null;
  /** Of a file that files keeps, as what follows; absent for one whose bytes are kept here. */
  readonly scan?: ScanState;
  readonly renditions?: readonly StoredRendition[];
  /** False while it is in the trash, and once it is gone. */
  readonly isThere?: boolean;
  /** Whether those who read the channel have it by now. */
  readonly isGiven?: boolean;
}
