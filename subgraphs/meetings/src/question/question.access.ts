import { type RequestContext, batchOf, forbidden, load, notFound } from '@parley/kit';
import { holdingMeeting, peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import { lockQuestion, questionsById } from './question.store.js';
import type { QuestionRow } from './question.table.js';

/** Batch: questions, whoever asks. */
const findQuestions = batchOf(questionsById);

/** A question of a meeting that the viewer sees into; null for every other, and for one that was taken out. */
export async function peekQuestion(ctx: RequestContext, id: string): Promise<QuestionRow | null> {
  const question = await load(ctx, findQuestions, id);
  if (!question || question.dismissedAt) return null;
  const standing = await peekStanding(ctx, question.meetingId);
  return standing && mayInMeeting(ctx.viewer, standing, 'READ') ? question : null;
}

/** A question that is told to those who follow its meeting; null where it was taken out. */
export async function questionInside(ctx: RequestContext, id: string): Promise<QuestionRow | null> {
  const question = await load(ctx, findQuestions, id);
  return question && !question.dismissedAt ? question : null;
}

/**
 * A question that the viewer sees.
 * @throws NOT_FOUND where it is hidden, absent or taken out
 */
export async function seenQuestion(ctx: RequestContext, id: string): Promise<QuestionRow> {
  const question = await peekQuestion(ctx, id);
  if (!question) throw notFound('Question');
  return question;
}

/**
 * A question that was seen, held until the transaction ends.
 * @throws NOT_FOUND where it was taken out meanwhile
 */
export async function holdingQuestion(ctx: RequestContext, id: string): Promise<QuestionRow> {
  const question = await lockQuestion(ctx.db, id);
  if (!question || question.dismissedAt) throw notFound('Question');
  return question;
}

/** The same for those who answer questions in its meeting. */
export async function answerableQuestion(ctx: RequestContext, id: string): Promise<QuestionRow> {
  const question = await holdingQuestion(ctx, id);
  await holdingMeeting(ctx, question.meetingId, 'ANSWER');
  return question;
}

/** The same for those who may take it out: who asked it, and who answers questions in its meeting. */
export async function dismissableQuestion(ctx: RequestContext, id: string): Promise<QuestionRow> {
  const question = await holdingQuestion(ctx, id);
  if (question.authorId === ctx.viewer.id) return question;
  const standing = await holdingMeeting(ctx, question.meetingId, 'READ');
  if (mayInMeeting(ctx.viewer, standing, 'ANSWER')) return question;
  throw forbidden('Only presenters, hosts and who asked a question take it out');
}
