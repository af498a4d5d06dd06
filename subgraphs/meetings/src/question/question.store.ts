import { boundsOf, byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { QuestionRow } from './question.table.js';

const COLUMNS = `q.id, q.meeting_id, q.author_id, q.text, q.votes, q.asked_at, q.answered_at, q.answer,
  q.answered_by_id, q.dismissed_at`;

/** What is asked. */
export type NewQuestion = Pick<QuestionRow, 'id' | 'meetingId' | 'authorId' | 'text'>;

/** Takes a question in. */
export async function insertQuestion(db: EntityManager, question: NewQuestion): Promise<void> {
  await db.query('insert into question (id, meeting_id, author_id, text) values ($1, $2, $3, $4)', [
    ...[question.id, question.meetingId, question.authorId, question.text],
  ]);
}

/** Questions, also dismissed ones. */
export async function questionsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, QuestionRow>> {
  const statement = `select ${COLUMNS} from question q where q.id = any($1)`;
  return byKey(await select<QuestionRow>(db, statement, [ids]), 'id');
}

/** A question as it is now, held until the transaction ends. */
export const lockQuestion = (db: EntityManager, id: string): Promise<QuestionRow | undefined> =>
  selectOne<QuestionRow>(db, `select ${COLUMNS} from question q where q.id = $1 for update`, [id]);

/**
 * A page of the questions of a meeting, the most wanted first and of those wanted alike the first that was asked; one
 * more than the limit where there is one.
 */
export function questionPage(
  db: EntityManager,
  { meetingId, unanswered }: { readonly meetingId: string; readonly unanswered: boolean },
  page: PageRequest,
): Promise<QuestionRow[]> {
  const order = page.backward ? 'q.votes asc, q.id desc' : 'q.votes desc, q.id asc';
  return select<QuestionRow>(
    db,
    `select ${COLUMNS} from question q
     where q.meeting_id = $1 and q.dismissed_at is null and (not $2 or q.answered_at is null)
       and ($3::int is null or (-q.votes, q.id) > (-$3::int, $4))
       and ($5::int is null or (-q.votes, q.id) < (-$5::int, $6))
     order by ${order} limit $7`,
    [meetingId, unanswered, ...boundsOf(page), page.limit + 1],
  );
}

/** How many questions of each meeting wait for an answer. */
export async function openQuestionsIn(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, { readonly meetingId: string; readonly count: number }>> {
  const rows = await select<{ meetingId: string; count: number }>(
    db,
    `select meeting_id, count(*)::int as count from question
     where meeting_id = any($1) and dismissed_at is null and answered_at is null group by meeting_id`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** Which of these questions somebody supports. */
export async function supportedBy(
  db: EntityManager,
  personId: string,
  ids: readonly string[],
): Promise<Map<string, true>> {
  const rows = await select<{ questionId: string }>(
    db,
    'select question_id from question_vote where person_id = $1 and question_id = any($2)',
    [personId, ids],
  );
  return new Map(rows.map(({ questionId }) => [questionId, true]));
}

/** Somebody supports a question that is held, or no longer; answers false where that is nothing new. */
export async function setSupport(
  db: EntityManager,
  questionId: string,
  personId: string,
  supported: boolean,
): Promise<boolean> {
  const vote = supported
    ? 'insert into question_vote (question_id, person_id) values ($1, $2) on conflict do nothing returning 1'
    : 'delete from question_vote where question_id = $1 and person_id = $2 returning 1';
  const changed = await select(
    db,
    `with vote as (${vote}) update question set votes = votes + $3 where id = $1 and exists (select 1 from vote)
     returning id`,
    [questionId, personId, supported ? 1 : -1],
  );
  return changed.length > 0;
}

/** Notes that a question was answered, and how where that is written. */
export async function noteAnswer(
  db: EntityManager,
  id: string,
  answer: string | null,
  answeredById: string,
): Promise<void> {
  await db.query(
    `update question set answered_at = coalesce(answered_at, clock_timestamp()), answer = coalesce($2, answer),
       answered_by_id = $3 where id = $1`,
    [id, answer, answeredById],
  );
}

/** Takes a question out of the list. */
export async function dismiss(db: EntityManager, id: string, dismissedById: string): Promise<void> {
  const statement =
    'update question set dismissed_at = clock_timestamp(), dismissed_by_id = $2 where id = $1';
  await db.query(statement, [id, dismissedById]);
}
