import { DateTimeScalar } from '@parley/kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { StoredPoll } from './poll.table.js';

/** One answer to choose. */
@ObjectType({ description: 'One answer to choose.' })
export class PollOption {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'The answer in plain text, 1 to 120 characters.' })
  readonly text!: string;

  @Field(() => Int, { description: 'How many people chose it.' })
  readonly count!: number;

  readonly messageId!: string; // for voters()
  readonly anonymous!: boolean; // for voters()
}

/** What clients see of a poll; its fields depend on nobody but viewerVotes. */
@ObjectType({ description: 'A question to vote on.' })
export class Poll {
  @Field(() => String, { description: 'The question in plain text, 1 to 300 characters.' })
  readonly question!: string;

  @Field(() => [PollOption], { description: 'The answers to choose from; at most 20.' })
  readonly options!: readonly PollOption[];

  @Field(() => Boolean, { description: 'Whether several may be chosen.' })
  readonly multiple!: boolean;

  @Field(() => Boolean, { description: 'Whether nobody is told who chose what.' })
  readonly anonymous!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When voting ends; null until somebody ends it.',
  })
  readonly closesAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether voting has ended.' })
  readonly closed!: boolean;

  @Field(() => Int, { description: 'How many people voted.' })
  readonly voterCount!: number;

  readonly messageId!: string; // for viewerVotes()
}

/** A stored poll as clients see it. */
export const pollOf = (messageId: string, stored: StoredPoll, now: Date): Poll => ({
  messageId,
  question: stored.question,
  options: stored.options.map((option) => ({ ...option, messageId, anonymous: stored.anonymous })),
  multiple: stored.multiple,
  anonymous: stored.anonymous,
  closesAt: stored.closesAt === null ? null : new Date(stored.closesAt),
  closed: hasEnded(stored, now),
  voterCount: stored.voters,
});

/** Whether nobody votes any more; the time decides, also where the job that ends it is late. */
export const hasEnded = ({ closedAt, closesAt }: StoredPoll, now: Date): boolean =>
  closedAt !== null || (closesAt !== null && new Date(closesAt) <= now);
