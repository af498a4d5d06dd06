import type { EntityManager } from 'typeorm';
import type { Addressed } from './message.rules.js';
import type { MessageRow } from './message.table.js';

/** Who is addressed, and for everybody here, who that was. */
export interface NewMention extends Addressed {
  readonly presentIds: readonly string[];
}

/** Writes down whom a message addresses, in place of whom it addressed before. */
export async function replaceMentions(
  db: EntityManager,
  message: MessageRow,
  mentions: readonly NewMention[],
): Promise<void> {
  await db.query(
    `with gone as (delete from mention where message_id = $1 and position >= $6)
     insert into mention (message_id, position, channel_id, seq, author_id, thread_id, in_timeline, kind, target_id,
       present_ids)
     select $1, n.position, $2, $3, $4, $7, $8, n.kind, n."targetId", n."presentIds"
     from jsonb_to_recordset($5::jsonb) as n (position int, kind text, "targetId" text, "presentIds" text[])
     on conflict (message_id, position) do update set kind = excluded.kind, target_id = excluded.target_id,
       present_ids = excluded.present_ids`,
    [
      message.id,
      message.channelId,
      message.seq,
      message.authorId,
      JSON.stringify(mentions.map((mention, position) => ({ ...mention, position }))),
      mentions.length,
      message.threadId,
      message.inTimeline,
    ],
  );
}
