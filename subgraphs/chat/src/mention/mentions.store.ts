import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Where a person is addressed. */
export interface MentionsQuery {
  readonly personId: string;
  /** Channels they may read. */
  readonly readableIds: readonly string[];
  /** Those of them that they are in. */
  readonly memberIds: readonly string[];
  readonly limit: number;
  readonly backward: boolean;
  /** Ids of messages: only what is older than that, and only what is newer than that. */
  readonly after: string | null;
  readonly before: string | null;
}

/**
 * Messages that address a person by name, as part of a group, or with everybody: newest first, one look into an index
 * for each name and each channel. Ids of messages are in the order of time.
 */
export async function mentionsOfPerson(db: EntityManager, query: MentionsQuery): Promise<string[]> {
  const order = query.backward ? 'asc' : 'desc';
  const rows = await select<{ id: string }>(
    db,
    `with me as (
       select array[p.id] || p.department_ids || p.team_ids || p.role_ids as names from person p where p.id = $1
     ), named as (
       select f.message_id from me, unnest(me.names) t cross join lateral (
         select n.message_id from mention n
         where n.target_id = t and n.author_id <> $1 and n.channel_id = any($2)
           and ($4::text is null or n.message_id < $4) and ($5::text is null or n.message_id > $5)
         order by n.message_id ${order} limit $6) f
     ), all_in as (
       select f.message_id from unnest($3::text[]) c cross join lateral (
         select n.message_id from mention n
         where n.channel_id = c and n.target_id is null and n.author_id <> $1
           and (n.kind = 'EVERYONE' or $1 = any(n.present_ids))
           and ($4::text is null or n.message_id < $4) and ($5::text is null or n.message_id > $5)
         order by n.seq ${order} limit $6) f
     )
     select m.id from (select message_id from named union select message_id from all_in) f
     join message m on m.id = f.message_id and m.deleted_at is null and m.withdrawn_at is null
     order by m.id ${order} limit $6`,
    [query.personId, query.readableIds, query.memberIds, query.after, query.before, query.limit],
  );
  return rows.map(({ id }) => id);
}
