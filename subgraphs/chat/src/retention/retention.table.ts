import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChannelKind } from '../channel/channel.js';

/** How long messages are kept, as PostgreSQL stores it. */
@Entity('retention_policy')
export class RetentionPolicyRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text', { nullable: true })
  readonly kind!: ChannelKind | null;

  @Column('text', { nullable: true })
  readonly channelId!: string | null;

  @Column('text', { nullable: true })
  readonly region!: string | null;

  @Column('integer')
  readonly keepDays!: number;

  @Column('boolean')
  readonly removesFiles!: boolean;
}
