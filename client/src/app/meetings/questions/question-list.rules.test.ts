import { expect, test } from 'vitest';
import type { RoomQuestionsQuery } from '../../../generated/graphql';
import { type ListedQuestion, afterQuestionEvent, asks, listsOf } from './question-list.rules';

const at = (second: number): string => `2026-11-22T10:00:${String(second).padStart(2, '0')}Z`;
const question = (
  id: string,
  votes: number,
  askedAt: string,
  answeredAt: string | null = null,
): ListedQuestion => ({
  ...{ __typename: 'Question', id, text: id, votes, askedAt, answeredAt, answer: null, viewerVoted: false },
  author: { __typename: 'User', id: 'user_1', displayName: 'Amara' },
});

const listing = (...nodes: ListedQuestion[]) =>
  ({ meeting: { id: 'meeting_1', questions: { nodes } } }) as unknown as RoomQuestionsQuery;
const changed = (questionId: string, asked: ListedQuestion | null) =>
  ({ __typename: 'QuestionChanged', questionId, question: asked }) as unknown as Parameters<
    typeof afterQuestionEvent
  >[1];
const idsIn = (data: RoomQuestionsQuery) => data.meeting?.questions.nodes.map(({ id }) => id);

test('what waits stands by how many want it, what was answered by when', () => {
  const lists = listsOf([
    question('late', 1, at(3)),
    question('wanted', 4, at(2)),
    question('early', 1, at(1)),
    question('first answered', 9, at(1), at(10)),
    question('last answered', 1, at(1), at(20)),
  ]);
  expect(lists.open.map(({ id }) => id)).toEqual(['wanted', 'early', 'late']);
  expect(lists.answered.map(({ id }) => id)).toEqual(['last answered', 'first answered']);
});

test('a question that is told comes into the list once, and goes when it was taken out', () => {
  const one = question('one', 1, at(1));
  const data = afterQuestionEvent(listing(), changed('one', one), 'user_1');
  expect(data.meeting?.questions.nodes).toMatchObject([{ id: 'one', viewerVoted: true }]);
  expect(afterQuestionEvent(data, changed('one', one), 'user_1')).toBe(data);
  expect(afterQuestionEvent(listing(), changed('one', one), 'user_2').meeting?.questions.nodes).toMatchObject(
    [{ viewerVoted: false }],
  );
  expect(idsIn(afterQuestionEvent(data, changed('one', null), 'user_1'))).toEqual([]);
});

test('who presents always asks, the others where that is allowed', () => {
  expect(asks('PARTICIPANT', ['ASK'])).toBe(true);
  expect(asks('GUEST', ['SPEAK'])).toBe(false);
  expect(asks('PRESENTER', [])).toBe(true);
  expect(asks(null, [])).toBe(false);
});
