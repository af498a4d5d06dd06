import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Counts a hand that went up. */
export async function countHand(db: EntityManager, participantId: string): Promise<void> {
  await db.query(
    `insert into participation as p (participant_id, hand_count) values ($1, 1)
     on conflict (participant_id) do update set hand_count = p.hand_count + 1`,
    [participantId],
  );
}

/** So many in so many seconds. */
export interface Limit {
  readonly most: number;
  readonly seconds: number;
}

/** Counts a reaction; answers false, and counts nothing, where there were too many just now. */
export async function countReaction(
  db: EntityManager,
  participantId: string,
  { most, seconds }: Limit,
): Promise<boolean> {
  const counted = await select(
    db,
    `insert into participation as p (participant_id, reaction_count, reacting_since, reacted)
     values ($1, 1, clock_timestamp(), 1)
     on conflict (participant_id) do update set reaction_count = p.reaction_count + 1,
       reacting_since = case when p.reacting_since > clock_timestamp() - make_interval(secs => $3)
         then p.reacting_since else clock_timestamp() end,
       reacted = case when p.reacting_since > clock_timestamp() - make_interval(secs => $3) then p.reacted + 1 else 1 end
       where p.reacting_since is null or p.reacting_since <= clock_timestamp() - make_interval(secs => $3)
         or p.reacted < $2
     returning participant_id`,
    [participantId, most, seconds],
  );
  return counted.length > 0;
}
