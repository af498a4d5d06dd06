import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a message is found by. */
@Entity('message_search')
export class MessageSearchRow {
  @PrimaryColumn('text')
  readonly channelId!: string;

  @PrimaryColumn('integer')
  readonly seq!: number;

  @Column('timestamptz')
  readonly sentAt!: Date;

  /** Hashes of its channel with each of its words and facts. */
  @Column('bigint', { array: true })
  readonly terms!: readonly string[];
}

/** A word that somebody wrote, or a fact: what begins with a sign is no word. */
@Entity('word')
export class WordRow {
  @PrimaryColumn('text')
  readonly text!: string;

  /** The word in ASCII, letter by letter; see shapeOf(). */
  @Column('text')
  readonly shape!: string;

  /** In about how many messages. */
  @Column('integer')
  readonly messages!: number;

  /** What is left without endings, in each language in which it was written: `english:run`. */
  @Column('text', { array: true })
  readonly stems!: readonly string[];
}
