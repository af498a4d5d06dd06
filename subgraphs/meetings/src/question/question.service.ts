import {
  type Page,
  type RequestContext,
  batchOf,
  load,
  newId,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { type MeetingLog, meetingStream } from '../events.js';
import { peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import { holdingPart } from '../participant/taking-part.access.js';
import { answerableQuestion, dismissableQuestion, holdingQuestion, seenQuestion } from './question.access.js';
import type {
  AnswerQuestionInput,
  AskQuestionInput,
  DismissQuestionInput,
  QuestionsArgs,
  UpvoteQuestionInput,
} from './question.inputs.js';
import { checkAnswer, checkQuestion } from './question.rules.js';
import {
  dismiss,
  insertQuestion,
  noteAnswer,
  openQuestionsIn,
  questionPage,
  setSupport,
  supportedBy,
} from './question.store.js';
import type { QuestionRow } from './question.table.js';

export { peekQuestion, questionInside } from './question.access.js';

/** Tells everybody in a meeting of a question; inside a transaction. */
async function tellQuestion(
  ctx: RequestContext,
  { id, meetingId }: Pick<QuestionRow, 'id' | 'meetingId'>,
): Promise<void> {
  const data: MeetingLog['questionChanged'] = { questionId: id };
  await ctx.events.publish(meetingStream(meetingId), 'questionChanged', data);
}

/** Asks in the list of questions; whoever asks supports it. */
export async function askQuestion(ctx: RequestContext, input: AskQuestionInput): Promise<QuestionRow> {
  const text = checkQuestion(input.text);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'askQuestion', input, async () => {
      const { meeting } = await holdingPart(inner, input.meetingId, 'ASK');
      const question = { id: newId('question'), meetingId: meeting.id, authorId: inner.viewer.id, text };
      await insertQuestion(inner.db, question);
      await setSupport(inner.db, question.id, inner.viewer.id, true);
      await tellQuestion(inner, question);
      return question;
    }),
  );
  return seenQuestion(ctx, id);
}

/** Supports a question, or no longer. */
export async function upvoteQuestion(ctx: RequestContext, input: UpvoteQuestionInput): Promise<QuestionRow> {
  await seenQuestion(ctx, input.questionId);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'upvoteQuestion', input, async () => {
      const question = await holdingQuestion(inner, input.questionId);
      await holdingPart(inner, question.meetingId, 'ASK');
      const isNew = await setSupport(inner.db, question.id, inner.viewer.id, input.supported !== false);
      if (isNew) await tellQuestion(inner, question);
      return question;
    }),
  );
  return seenQuestion(ctx, id);
}

/** Marks a question as answered, with the answer where it is written. */
export async function answerQuestion(ctx: RequestContext, input: AnswerQuestionInput): Promise<QuestionRow> {
  const answer = checkAnswer(input.text);
  await seenQuestion(ctx, input.questionId);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'answerQuestion', input, async () => {
      const question = await answerableQuestion(inner, input.questionId);
      await noteAnswer(inner.db, question.id, answer, inner.viewer.id);
      await tellQuestion(inner, question);
      return question;
    }),
  );
  return seenQuestion(ctx, id);
}

/** Takes a question out of the list, for everybody. */
export async function dismissQuestion(
  ctx: RequestContext,
  input: DismissQuestionInput,
): Promise<{ readonly id: string }> {
  await seenQuestion(ctx, input.questionId);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'dismissQuestion', input, async () => {
      const question = await dismissableQuestion(inner, input.questionId);
      await dismiss(inner.db, question.id, inner.viewer.id);
      await tellQuestion(inner, question);
      return question;
    }),
  );
  return { id };
}

const keyOf = ({ votes, id }: QuestionRow): readonly (string | number)[] => [votes, id];

/** Whether the viewer sees into a meeting: those who only wait to be let in do not. */
async function seesInto(ctx: RequestContext, meetingId: string): Promise<boolean> {
  const standing = await peekStanding(ctx, meetingId);
  return standing !== null && mayInMeeting(ctx.viewer, standing, 'READ');
}

/** A page of the questions of a meeting, the most wanted first; none for those who do not see into it. */
export async function listQuestions(
  ctx: RequestContext,
  meetingId: string,
  args: QuestionsArgs,
): Promise<Page<QuestionRow>> {
  const request = pageRequest(args);
  const selection = { meetingId, unanswered: args.unanswered === true };
  const rows = (await seesInto(ctx, meetingId)) ? await questionPage(ctx.db, selection, request) : [];
  return toPage(rows, request, keyOf);
}

const findOpen = batchOf(openQuestionsIn);

/** How many questions of a meeting wait for an answer. */
export const countOpenQuestions = async (ctx: RequestContext, meetingId: string): Promise<number> =>
  (await seesInto(ctx, meetingId)) ? ((await load(ctx, findOpen, meetingId))?.count ?? 0) : 0;

const findSupported = (ctx: RequestContext, ids: readonly string[]) =>
  supportedBy(ctx.db, ctx.viewer.id, ids);

/** Whether the viewer supports a question. */
export const isSupported = async (ctx: RequestContext, id: string): Promise<boolean> =>
  (await load(ctx, findSupported, id)) === true;
