import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The channel of a meeting, as meetings tells of it. */
@Entity('channel_meeting')
export class RoomRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('text')
  readonly channelId!: string;

  /** Whether people are in it now. */
  @Column('boolean')
  readonly live!: boolean;

  /** What tells in the channel that it began, the last time it did. */
  @Column('text', { nullable: true })
  readonly messageId!: string | null;
}
