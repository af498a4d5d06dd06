import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One person's emoji on one message. */
@Entity('reaction')
export class ReactionRow {
  @PrimaryColumn('text')
  readonly messageId!: string;

  @PrimaryColumn('text')
  readonly emoji!: string;

  @PrimaryColumn('text')
  readonly personId!: string;

  @Column('timestamptz')
  readonly at!: Date;
}

/** What a message keeps of one emoji on it: how often, and the first ten who put it there. */
export interface StoredReaction {
  readonly emoji: string;
  readonly count: number;
  readonly firstIds: readonly string[];
}
