import { Entity, PrimaryColumn } from 'typeorm';

/** That somebody is in a channel, told by chat. */
@Entity('channel_member')
export class ChannelMemberRow {
  @PrimaryColumn('text')
  readonly personId!: string;

  @PrimaryColumn('text')
  readonly channelId!: string;
}
