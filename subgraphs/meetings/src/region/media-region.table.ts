import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place where media can run. */
@Entity('media_region')
export class MediaRegionRow {
  @PrimaryColumn('text')
  readonly id!: string;

  /** What its media server is called in JANUS_URL. */
  @Column('text')
  readonly code!: string;

  @Column('text')
  readonly name!: string;

  @Column('text', { nullable: true })
  readonly url!: string | null;

  @Column('text', { array: true })
  readonly countries!: readonly string[];

  @Column('boolean')
  readonly enabled!: boolean;
}

/** From where somebody in a meeting comes. */
@Entity('media_reach')
export class MediaReachRow {
  @PrimaryColumn('text')
  readonly participantId!: string;

  @Column('text', { nullable: true })
  readonly country!: string | null;

  /** How far each region is, by its code, in milliseconds. */
  @Column('jsonb')
  readonly latencies!: Readonly<Record<string, number>>;
}
