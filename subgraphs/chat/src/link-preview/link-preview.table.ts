import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an address leads to, as it stands on a message. */
export interface StoredPreview {
  readonly url: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly siteName: string | null;
  /** Our copy of its picture. */
  readonly imageId: string | null;
  readonly imageWidth: number | null;
  readonly imageHeight: number | null;
}

/** What was read at an address lately; null where there was nothing to show. */
@Entity('link_preview')
export class LinkPreviewRow {
  @PrimaryColumn('text')
  readonly organizationId!: string;

  @PrimaryColumn('text')
  readonly url!: string;

  @Column('jsonb', { nullable: true })
  readonly preview!: StoredPreview | null;

  @Column('timestamptz')
  readonly at!: Date;
}
