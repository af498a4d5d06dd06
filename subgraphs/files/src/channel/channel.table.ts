import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One condition to read an open channel: one of the values has to fit. */
export interface ChannelCondition {
  readonly attribute: string;
  readonly values: readonly string[];
}

/** What files keeps of a channel of chat's, told by `channelTold`. */
@Entity('channel')
export class ChannelRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('text')
  readonly organizationId!: string;

  @Column('text')
  readonly kind!: string;

  @Column('text')
  readonly name!: string;

  @Column('text', { nullable: true })
  readonly region!: string | null;

  @Column('jsonb')
  readonly access!: readonly ChannelCondition[];
}

/** That somebody is in a channel, told by `memberAdded` and `memberRemoved`. */
@Entity('channel_member')
export class ChannelMemberRow {
  @PrimaryColumn('text')
  readonly personId!: string;

  @PrimaryColumn('text')
  readonly channelId!: string;
}
