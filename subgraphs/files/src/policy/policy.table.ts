import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organisation allows itself to store; null where the installation alone decides. */
@Entity('storage_policy')
export class StoragePolicyRow {
  @PrimaryColumn('text')
  readonly organizationId!: string;

  /** In bytes; the driver reads bigint as text. */
  @Column('bigint', { nullable: true })
  readonly maxFileSize!: string | null;

  @Column('text', { array: true, nullable: true })
  readonly allowedTypes!: readonly string[] | null;

  @Column('bigint', { nullable: true })
  readonly personQuota!: string | null;

  @Column('bigint', { nullable: true })
  readonly teamQuota!: string | null;

  @Column('integer')
  readonly trashDays!: number;

  @Column('boolean')
  readonly stripLocation!: boolean;

  @Column('integer')
  readonly version!: number;
}
