import { Deleted, type Page } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { readMeeting } from '../meeting/meeting.service.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { User } from '../person/user.js';
import {
  AnswerQuestionInput,
  AskQuestionInput,
  DismissQuestionInput,
  QuestionsArgs,
  UpvoteQuestionInput,
} from './question.inputs.js';
import { QuestionChanged } from './question-events.js';
import { Question, QuestionConnection } from './question.js';
import {
  answerQuestion,
  askQuestion,
  countOpenQuestions,
  dismissQuestion,
  isSupported,
  listQuestions,
  questionInside,
  upvoteQuestion,
} from './question.service.js';
import type { QuestionRow } from './question.table.js';

const WHAT = { description: 'What to do.' };

@Resolver(() => Question)
export class QuestionResolver {
  @Mutation(() => Question, { description: 'Asks in the question list: for those who are in the meeting.' })
  askQuestion(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AskQuestionInput, WHAT) input: AskQuestionInput,
  ): Promise<QuestionRow> {
    return askQuestion(ctx, input);
  }

  @Mutation(() => Question, { description: 'Supports a question: for those who are in the meeting.' })
  upvoteQuestion(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => UpvoteQuestionInput, WHAT) input: UpvoteQuestionInput,
  ): Promise<QuestionRow> {
    return upvoteQuestion(ctx, input);
  }

  @Mutation(() => Question, { description: 'Marks a question as answered: for presenters and hosts.' })
  answerQuestion(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AnswerQuestionInput, WHAT) input: AnswerQuestionInput,
  ): Promise<QuestionRow> {
    return answerQuestion(ctx, input);
  }

  @Mutation(() => Deleted, {
    description: 'Takes a question out of the list: for whoever asked it, presenters and hosts.',
  })
  dismissQuestion(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => DismissQuestionInput, WHAT) input: DismissQuestionInput,
  ): Promise<Deleted> {
    return dismissQuestion(ctx, input);
  }

  @FieldResolver(() => Meeting, { nullable: true, description: 'The meeting.' })
  meeting(@Ctx() ctx: MeetingsContext, @Root() { meetingId }: Question): Promise<MeetingRow | null> {
    return readMeeting(ctx, meetingId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it; null for a former member.' })
  author(@Root() { authorId }: Question): User {
    return { id: authorId };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who answered it; null before somebody has.' })
  answeredBy(@Root() { answeredById }: Question): User | null {
    return answeredById === null ? null : { id: answeredById };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer supports it.' })
  viewerVoted(@Ctx() ctx: MeetingsContext, @Root() { id }: Question): Promise<boolean> {
    return isSupported(ctx, id);
  }
}

@Resolver(() => Meeting)
export class MeetingQuestionsResolver {
  @FieldResolver(() => QuestionConnection, {
    description: 'Questions, most wanted first; of those wanted alike the first that was asked.',
  })
  questions(
    @Ctx() ctx: MeetingsContext,
    @Root() { id }: Meeting,
    @Args(() => QuestionsArgs) args: QuestionsArgs,
  ): Promise<Page<QuestionRow>> {
    return listQuestions(ctx, id, args);
  }

  @FieldResolver(() => Int, { description: 'How many questions wait for an answer.' })
  openQuestionCount(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<number> {
    return countOpenQuestions(ctx, id);
  }
}

@Resolver(() => QuestionChanged)
export class QuestionChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the question.' })
  questionId(@Root() { data }: QuestionChanged): string {
    return data.questionId;
  }

  @FieldResolver(() => Question, {
    nullable: true,
    description: 'The question as it is now; null where it was taken out.',
  })
  question(@Ctx() ctx: MeetingsContext, @Root() { data }: QuestionChanged): Promise<QuestionRow | null> {
    return questionInside(ctx, data.questionId);
  }
}
