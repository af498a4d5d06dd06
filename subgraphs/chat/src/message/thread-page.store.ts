import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { MESSAGE } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** Which part of a thread is read: between two positions, from the start or from the end of them. */
export interface ThreadStretch {
  readonly after: number;
  readonly before: number;
  readonly backward: boolean;
  readonly limit: number;
}

/** Messages of a thread by position, the one it began with first. */
export function messagesOfThread(
  db: EntityManager,
  threadId: string,
  { after, before, backward, limit }: ThreadStretch,
): Promise<MessageRow[]> {
  const order = backward ? 'desc' : 'asc';
  return select<MessageRow>(
    db,
    `select * from (
       (select ${MESSAGE} from message m
        where m.thread_id = $1 and m.seq > $2 and m.seq < $3 and m.withdrawn_at is null
        order by m.seq ${order} limit $4)
       union all
       (select ${MESSAGE} from thread t join message m on m.id = t.root_id
        where t.id = $1 and m.seq > $2 and m.seq < $3 and m.withdrawn_at is null)
     ) whole order by seq ${order} limit $4`,
    [threadId, after, before, limit],
  );
}

/** The position of a message of a thread, or of the one it began with. */
export async function positionInThread(
  db: EntityManager,
  threadId: string,
  messageId: string,
): Promise<number | undefined> {
  const found = await selectOne<{ seq: number }>(
    db,
    `select m.seq from message m where m.id = $2
       and (m.thread_id = $1 or exists (select 1 from thread t where t.id = $1 and t.root_id = m.id))`,
    [threadId, messageId],
  );
  return found?.seq;
}

/** The position in a thread of what was first said from a moment on, or behind everything. */
export async function positionAtTime(db: EntityManager, threadId: string, time: Date): Promise<number> {
  const found = await selectOne<{ seq: number | null }>(
    db,
    `select min(seq) as seq from message where thread_id = $1 and sent_at >= $2`,
    [threadId, time],
  );
  return found?.seq ?? 2_147_483_647;
}
