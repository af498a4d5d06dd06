import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MessageRow } from '../message/message.table.js';

/** Who has read a message, and when. */
export interface Reading {
  readonly personId: string;
  readonly at: Date;
}

/** How far somebody has read a thread. */
export interface Position {
  readonly threadId: string;
  readonly personId: string;
  readonly lastReadSeq: number;
}

/** How far those who follow threads have read in them, of those in the channel that show it, by thread. */
export async function positionsInThreads(
  db: EntityManager,
  threadIds: readonly string[],
): Promise<Map<string, Position[]>> {
  const rows = await select<Position>(
    db,
    `select f.thread_id, f.person_id, f.last_read_seq
     from thread_follow f join membership m on m.channel_id = f.channel_id and m.person_id = f.person_id
     where f.thread_id = any($1) and m.ended_at is null and m.shows_receipts
     order by f.person_id`,
    [threadIds],
  );
  return Map.groupBy(rows, ({ threadId }) => threadId);
}

/**
 * Who of those in the channel that show it has read a message, in the timeline or in its thread, first ones first. When
 * is told by the log; where that no longer goes back so far, by the last time they read.
 */
export const readingsOf = (
  db: EntityManager,
  { id, channelId, seq, sentAt, authorId, threadId, inTimeline }: MessageRow,
): Promise<Reading[]> =>
  select<Reading>(
    db,
    `with told as (
       select data->>'personId' as person_id, min(at) as at from log
       where stream = 'channel:' || $1::text and kind = 'readMoved' and at >= $4 and (data->>'seq')::int >= $3
         and ((data->>'threadId' is null and $7) or data->>'threadId' = $6)
       group by 1
     )
     select m.person_id, coalesce(t.at, m.last_read_at, $4) as at
     from membership m left join told t on t.person_id = m.person_id
     where m.channel_id = $1 and m.ended_at is null and m.shows_receipts and m.person_id is distinct from $5
       and (($7 and m.last_read_seq >= $3) or exists (
         select 1 from thread_follow f
         where f.thread_id = $6 and f.person_id = m.person_id and f.last_read_seq >= $3))
       and exists (select 1 from message x where x.id = $2 and x.deleted_at is null)
     order by 2, 1`,
    [channelId, id, seq, sentAt, authorId, threadId, inTimeline],
  );
