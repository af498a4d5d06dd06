import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UploadState } from './upload.js';

/** What the store needs to go on. */
export interface UploadProgress {
  readonly handle: string;
  /** Whose store it is in. */
  readonly region: string | null;
}

/** Bytes on their way, as PostgreSQL stores them. */
@Entity('upload')
export class UploadRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  /** Null for somebody who came through the link of a request. */
  @Column('text', { nullable: true })
  readonly personId!: string | null;

  @Column('text')
  readonly name!: string;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint')
  readonly size!: string;

  /** Bytes that outlive the machine's end; the driver reads bigint as text. */
  @Column('bigint')
  readonly received!: string;

  @Column('text')
  readonly state!: UploadState;

  @Column('text', { nullable: true })
  readonly folderId!: string | null;

  @Column('text', { nullable: true })
  readonly channelId!: string | null;

  @Column('text', { nullable: true })
  readonly replacesFileId!: string | null;

  @Column('text', { nullable: true })
  readonly requestId!: string | null;

  /** What somebody without an account calls themselves. */
  @Column('text', { nullable: true })
  readonly senderName!: string | null;

  @Column('text')
  readonly claimedType!: string;

  @Column('text', { nullable: true })
  readonly claimedSha256!: string | null;

  @Column('text')
  readonly storeKey!: string;

  @Column('jsonb')
  readonly progress!: UploadProgress;

  /** The upload that this is one of several parts of. */
  @Column('text', { nullable: true })
  readonly partOf!: string | null;

  @Column('text', { nullable: true })
  readonly fileId!: string | null;

  @Column('text', { nullable: true })
  readonly refusedBecause!: string | null;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
