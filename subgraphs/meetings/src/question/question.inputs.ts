import { ClientKeyScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType } from 'type-graphql';

const KEY = { description: 'Client-chosen key: the same key gives the same answer.' };
const QUESTION = { description: 'Id of the question.' };

@InputType({ description: 'What askQuestion needs.' })
export class AskQuestionInput {
  @Field(() => ID, { description: 'Id of the meeting.' })
  readonly meetingId!: string;

  @Field(() => String, { description: 'The text, up to 500 characters.' })
  readonly text!: string;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What upvoteQuestion needs.' })
export class UpvoteQuestionInput {
  @Field(() => ID, QUESTION)
  readonly questionId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the viewer supports it; true when left out, false takes it back.',
  })
  readonly supported?: boolean | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What answerQuestion needs.' })
export class AnswerQuestionInput {
  @Field(() => ID, QUESTION)
  readonly questionId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The answer, up to 2,000 characters; left out where it was given aloud.',
  })
  readonly text?: string | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What dismissQuestion needs.' })
export class DismissQuestionInput {
  @Field(() => ID, QUESTION)
  readonly questionId!: string;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@ArgsType()
export class QuestionsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only open ones.' })
  readonly unanswered?: boolean | null;
}
