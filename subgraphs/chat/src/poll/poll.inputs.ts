import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'A question to vote on.' })
export class PollInput {
  @Field(() => String, { description: 'The question in plain text, 1 to 300 characters.' })
  readonly question!: string;

  @Field(() => [String], {
    description: 'The answers to choose from, 2 to 20 different ones of 1 to 120 characters.',
  })
  readonly options!: readonly string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether several may be chosen; false when absent.' })
  readonly multiple?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether nobody is told who chose what; false when absent.',
  })
  readonly anonymous?: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When voting ends, within a year; absent where somebody ends it.',
  })
  readonly closesAt?: Date | null;
}

@InputType({ description: 'What voteInPoll needs.' })
export class VoteInPollInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => [ID], {
    description: 'Ids of the options chosen, in place of those chosen before; none takes the vote back.',
  })
  readonly optionIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What closePoll needs.' })
export class ClosePollInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
