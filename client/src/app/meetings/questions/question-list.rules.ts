import type { RoomQuestionEventsSubscription, RoomQuestionsQuery } from '../../../generated/graphql';

export type ListedQuestion = NonNullable<RoomQuestionsQuery['meeting']>['questions']['nodes'][number];
type Event = RoomQuestionEventsSubscription['meetingEvents'];

/** Questions as they are shown: those that wait, the most wanted first, and those that were answered, the last first. */
export interface QuestionLists {
  readonly open: readonly ListedQuestion[];
  readonly answered: readonly ListedQuestion[];
}

/** The two lists. */
export function listsOf(questions: readonly ListedQuestion[]): QuestionLists {
  const open = questions.filter(({ answeredAt }) => !answeredAt);
  const answered = questions.filter(({ answeredAt }) => answeredAt);
  return {
    open: open.toSorted((a, b) => b.votes - a.votes || a.askedAt.localeCompare(b.askedAt)),
    answered: answered.toSorted((a, b) => (b.answeredAt ?? '').localeCompare(a.answeredAt ?? '')),
  };
}

/** The list after an event; what is known of a question in it the cache has taken in by its id. */
export function afterQuestionEvent(
  data: RoomQuestionsQuery,
  event: Event,
  viewerId: string,
): RoomQuestionsQuery {
  const { meeting } = data;
  if (!meeting || event.__typename !== 'QuestionChanged') return data;
  const { nodes } = meeting.questions;
  const { question, questionId } = event;
  const isListed = nodes.some(({ id }) => id === questionId);
  if (question && isListed) return data;
  // Whoever asks supports it.
  const added = question ? [{ ...question, viewerVoted: question.author?.id === viewerId }] : [];
  const kept = nodes.filter(({ id }) => id !== questionId);
  return {
    ...data,
    meeting: { ...meeting, questions: { ...meeting.questions, nodes: [...kept, ...added] } },
  };
}

/** Who answers questions, and takes them out. */
export const answers = (role: string | null | undefined): boolean =>
  role === 'HOST' || role === 'COHOST' || role === 'PRESENTER';

/** Whether somebody in that role asks and supports questions here. */
export const asks = (role: string | null | undefined, participantsMay: readonly string[]): boolean =>
  answers(role) || participantsMay.includes('ASK');
