import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PublishedStream, ReceivedStream } from '../janus/media-event.js';
import type { SeatReference } from '../janus/negotiation.js';
import type { PlacementReason } from '../region/placement.js';

/** Which media server the media of a room is at. */
@Entity('media_room')
export class MediaRoomRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('text')
  readonly server!: string;

  /** Everybody has to encrypt, and the media server sees nothing but ciphertext. */
  @Column('boolean')
  readonly encrypted!: boolean;

  /** Why it was placed there, in a sentence. */
  @Column('text')
  readonly because!: string;

  /** What decided that; null where nobody noted it. */
  @Column('text', { nullable: true })
  readonly reason!: PlacementReason | null;

  /** How far that was for those who came. */
  @Column('integer', { nullable: true })
  readonly milliseconds!: number | null;
}

/** A process that looks after seats, for as long as it says so. */
@Entity('media_owner')
export class MediaOwnerRow {
  @PrimaryColumn('text')
  readonly id!: string;

  @Column('timestamptz')
  readonly seenAt!: Date;
}

/** The seat of a participant's device at a media server, and what another process needs to go on with it. */
@Entity('routed_seat')
export class RoutedSeatRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @Column('text')
  readonly meetingId!: string;

  /** Which of the participant's devices it is of. */
  @Column('integer')
  readonly seat!: number;

  @Column('text')
  readonly ownerId!: string;

  /** Null until the media server has let it in. */
  @Column('jsonb', { nullable: true })
  readonly reference!: SeatReference | null;

  @Column('jsonb')
  readonly published!: readonly PublishedStream[];

  @Column('jsonb')
  readonly received!: readonly ReceivedStream[];

  /** Which connection for receiving it is at. */
  @Column('integer')
  readonly connection!: number;

  /** It was offered something and has not answered: whoever goes on with it offers anew. */
  @Column('boolean')
  readonly owesAnswer!: boolean;

  /** The media server has it no more. */
  @Column('boolean')
  readonly lost!: boolean;
}

/** A seat, and the process that looks after it. */
export type SeatOwner = Pick<RoutedSeatRow, 'participantId' | 'ownerId'>;
