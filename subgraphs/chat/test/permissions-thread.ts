import { type Input, type Row, all, byChannel, entity, inside, mutation, query } from './permission-rows.js';

const byThread: Input = ({ threadId }) => ({ threadId });

/** Who reads a channel without writing in it opens and keeps no threads there. */
const FOR_WRITERS = { reader: 'FORBIDDEN' } as const;

/** What belongs to a thread is kept by whoever began it, who is `member`, and by those who keep order. */
const FOR_KEEPERS = { ...FOR_WRITERS, guest: 'FORBIDDEN' } as const;

/** Threads, topics, who follows them, and what is unread. */
export const ofThreads: readonly Row[] = [
  query('thread', `query ($threadId: ID!) { thread(id: $threadId) { id } }`, byThread, inside('NOT_FOUND')),
  mutation(
    'openThread',
    '{ id }',
    ({ messageId }) => ({ discussableId: messageId }),
    inside('NOT_FOUND', FOR_WRITERS),
  ),
  mutation(
    'createTopic',
    '{ id }',
    (scene) => ({ ...byChannel(scene), topic: 'Viva dates' }),
    inside('NOT_FOUND', FOR_WRITERS),
  ),
  mutation(
    'updateThread',
    '{ id }',
    (scene) => ({ ...byThread(scene), locked: true, expectedVersion: 1 }),
    inside('NOT_FOUND', FOR_KEEPERS),
  ),
  mutation(
    'followThread',
    '{ id }',
    (scene) => ({ ...byThread(scene), level: 'NOTHING' }),
    inside('NOT_FOUND'),
  ),
  mutation('markUnread', '{ id }', ({ messageId }) => ({ messageId }), inside('NOT_FOUND')),
  mutation('markAllRead', '{ id }', () => ({}), all('ok')),
  entity('Thread', ({ threadId }) => threadId, inside('null')),
  entity('ThreadFollow', ({ followId }) => followId, all('null', { member: 'ok' })),
];

/** Tables that a refused operation of these leaves as they were. */
export const THREAD_TABLES = ['thread', 'thread_follow'];
