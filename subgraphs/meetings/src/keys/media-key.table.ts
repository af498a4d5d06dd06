import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EncryptionMode } from '@parley/kit';

/** The public key of the device that speaks for somebody in a meeting. */
@Entity('media_key')
export class MediaKeyRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  /** The seat of that device: whoever takes the place after it has another key, or none. */
  @Column('integer')
  readonly seat!: number;

  @Column('text')
  readonly publicKey!: string;

  /** Counts the keys that were published for this place. */
  @Column('integer')
  readonly turns!: number;
}

/** A media key, sealed by one device for another: nothing that the server could open. */
@Entity('media_key_share')
export class MediaKeyShareRow {
  @PrimaryColumn('text')
  readonly toId!: string;

  @PrimaryColumn('text')
  readonly fromId!: string;

  @Column('integer')
  readonly epoch!: number;

  @Column('text')
  readonly sealed!: string;
}

/** That somebody chose how a call is encrypted; without a choice it is as its devices can. */
@Entity('call_encryption')
export class CallEncryptionRow {
  @PrimaryColumn('text')
  readonly meetingId!: string;

  @Column('text')
  readonly mode!: EncryptionMode;
}
