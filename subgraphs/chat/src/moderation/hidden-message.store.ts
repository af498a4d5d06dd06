import { boundsOf, byKey, byTime, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A message that was decided about, as its author is told of it. */
export interface HiddenRow {
  readonly messageId: string;
  readonly authorId: string | null;
  readonly channelId: string;
  readonly text: string | null;
  readonly hiddenAt: Date | null;
  /** When it was hidden, or deleted; null once it is shown again. */
  readonly decidedAt: Date | null;
  readonly deleted: boolean;
}

/** How long somebody who comes back is told of what was deleted meanwhile. */
const TOLD_FOR = `interval '30 days'`;

const GONE = `m.hidden_at is null and m.held_at is null and (m.deleted_at is not null or m.withdrawn_at is not null)`;

const COLUMNS = `m.id as message_id, m.author_id, m.channel_id, m.text, m.hidden_at, ${GONE} as deleted`;

/** Messages by id, however they stand. */
export async function judgedById(db: EntityManager, ids: readonly string[]): Promise<Map<string, HiddenRow>> {
  const rows = await select<HiddenRow>(
    db,
    `select ${COLUMNS}, coalesce(m.hidden_at, (select max(r.decided_at) from moderation_report r
       where ${GONE} and r.message_id = m.id and r.decision <> 'KEEP')) as decided_at
     from message m where m.id = any($1)`,
    [ids],
  );
  return byKey(rows, 'messageId');
}

/**
 * A page of what of a person's is hidden, or was deleted lately, the last first, one more than the limit where there is
 * one. Deleted is what was decided so, and is gone by anybody but its author.
 */
export function hiddenOf(db: EntityManager, personId: string, page: PageRequest): Promise<HiddenRow[]> {
  return select<HiddenRow>(
    db,
    `select h.* from (
       select ${COLUMNS}, m.hidden_at as decided_at from message m where m.author_id = $1 and m.hidden_at is not null
       union all
       select ${COLUMNS}, r.decided_at from (
         select message_id, max(decided_at) as decided_at from moderation_report
         where author_id = $1 and decision <> 'KEEP' and decided_at > now() - ${TOLD_FOR} group by message_id
       ) r join message m on m.id = r.message_id
       where ${GONE} and m.author_id = $1 and m.deleted_by_id is distinct from $1
     ) h where ${byTime({ at: 'h.decided_at', id: 'h.message_id', first: 'newest' }, page, 2)}`,
    [personId, ...boundsOf(page), page.limit + 1],
  );
}
