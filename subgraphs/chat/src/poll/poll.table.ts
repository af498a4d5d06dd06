import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A poll as it stands on its message; the counts are those of the votes, kept by whoever votes. */
export interface StoredPoll {
  readonly question: string;
  readonly options: readonly { readonly id: string; readonly text: string; readonly count: number }[];
  readonly multiple: boolean;
  readonly anonymous: boolean;
  /** RFC 3339. */
  readonly closesAt: string | null;
  /** RFC 3339. */
  readonly closedAt: string | null;
  /** How many people voted. */
  readonly voters: number;
}

/** That somebody chose an option; of secret polls too, so that nobody votes twice, but it is told to nobody. */
@Entity('poll_vote')
export class PollVoteRow {
  @PrimaryColumn('text')
  readonly messageId!: string;

  @PrimaryColumn('text')
  readonly personId!: string;

  @PrimaryColumn('text')
  readonly optionId!: string;

  @Column('timestamptz')
  readonly at!: Date;
}
