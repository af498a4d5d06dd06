import { boundsOf, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Pins a message; says whether it was not pinned before. */
export async function setPin(db: EntityManager, id: string, personId: string): Promise<boolean> {
  const pinned = await select(
    db,
    `update message set pinned_at = clock_timestamp(), pinned_by_id = $2
     where id = $1 and pinned_at is null and deleted_at is null returning id`,
    [id, personId],
  );
  return pinned.length > 0;
}

/** Unpins a message; says whether it was pinned. */
export async function clearPin(db: EntityManager, id: string): Promise<boolean> {
  const unpinned = await select(
    db,
    `update message set pinned_at = null, pinned_by_id = null where id = $1 and pinned_at is not null
     returning id`,
    [id],
  );
  return unpinned.length > 0;
}

/** How many messages of a channel are pinned. */
export async function countPins(db: EntityManager, channelId: string): Promise<number> {
  const row = await selectOne<{ count: number }>(
    db,
    `select count(*)::int as count from message
     where channel_id = $1 and pinned_at is not null and deleted_at is null`,
    [channelId],
  );
  return row?.count ?? 0;
}

/** A pinned message of a list. */
export interface Pin {
  readonly id: string;
  readonly pinnedAt: Date;
}

/** A page of what a channel has pinned, the last pinned first, one more than the limit where there is one. */
export function pinsOf(db: EntityManager, channelId: string, page: PageRequest): Promise<Pin[]> {
  return select<Pin>(
    db,
    `select id, pinned_at from message where channel_id = $1 and pinned_at is not null and deleted_at is null
       and ${byTime({ at: 'pinned_at', id: 'id', first: 'newest' }, page, 2)}`,
    [channelId, ...boundsOf(page), page.limit + 1],
  );
}
