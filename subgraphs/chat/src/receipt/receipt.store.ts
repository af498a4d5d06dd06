import type { EntityManager } from 'typeorm';
import { selectOne } from '../sql.js';

/** Moves one person's read cursor forward, at most to the newest message; answers nothing when it was there already. */
export async function moveReadCursor(
  db: EntityManager,
  channelId: string,
  personId: string,
  seq: number,
): Promise<number | undefined> {
  const moved = await selectOne<{ lastReadSeq: number }>(
    db,
    `update membership m set last_read_seq = least($3::int, c.last_seq), changed_xid = pg_current_xact_id()
     from channel c
     where m.channel_id = $1 and m.person_id = $2 and c.id = $1 and m.ended_at is null
       and m.last_read_seq < least($3::int, c.last_seq)
     returning m.last_read_seq`,
    [channelId, personId, seq],
  );
  return moved?.lastReadSeq;
}
