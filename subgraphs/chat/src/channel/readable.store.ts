import { containing, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { ADMITS } from './admits.js';
import { type ChannelQuery, attributesParameter } from './directory.store.js';

/** A channel that somebody may read. */
export interface ReadableChannel {
  readonly id: string;
  readonly name: string;
  /** How many messages it holds, about. */
  readonly lastSeq: number;
  readonly isMember: boolean;
}

/**
 * Every channel that somebody may read: by membership, and those of the open kinds whose conditions they meet. Each
 * half of it goes through an index of its own, so that a person with few channels costs little in a large organisation.
 */
export function channelsToRead(
  db: EntityManager,
  query: Pick<ChannelQuery, 'organizationId' | 'personId' | 'openKinds' | 'attributes' | 'onlyIds'> & {
    /** Ids, or texts in names; null for all. */
    readonly named: readonly string[] | null;
  },
): Promise<ReadableChannel[]> {
  return select<ReadableChannel>(
    db,
    `with place as materialized (
       select channel_id, ended_at, banned_at from membership where person_id = $2
     )
     select c.id, c.name, c.last_seq, true as is_member from place m join channel c on c.id = m.channel_id
     where m.ended_at is null and c.organization_id = $1 and ($4::text[] is null or c.id = any($4))
       and ($6::text[] is null or c.id = any($6) or c.name ilike any($7))
     union all
     select c.id, c.name, c.last_seq, false from channel c
     where c.organization_id = $1 and c.kind = any($3) and ${ADMITS('$5')}
       and ($4::text[] is null or c.id = any($4))
       and not exists (select 1 from place m where m.channel_id = c.id
                       and (m.ended_at is null or m.banned_at is not null))
       and ($6::text[] is null or c.id = any($6) or c.name ilike any($7))`,
    [
      query.organizationId,
      query.personId,
      query.openKinds,
      query.onlyIds,
      attributesParameter(query.attributes),
      query.named,
      query.named?.map(containing) ?? null,
    ],
  );
}
