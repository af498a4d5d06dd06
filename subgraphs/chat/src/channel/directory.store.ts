import { boundsOf, containing, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { Attributes } from './admission.rules.js';
import { ADMITS } from './admits.js';
import type { ChannelKind } from './channel.js';
import { CHANNEL, FROM } from './channel-columns.js';
import type { ChannelAt } from './channel.table.js';

/** Which channels a list shows; every condition is optional. */
export interface ChannelQuery {
  readonly organizationId: string;
  readonly personId: string;
  /** Kinds that are listed although the person is not in them. */
  readonly openKinds: readonly ChannelKind[];
  /** What conditions compare; null for those whom they do not hold. */
  readonly attributes: Attributes | null;
  /** The only channels of a guest; null for everybody else. */
  readonly onlyIds: readonly string[] | null;
  readonly text: string | null;
  readonly kinds: readonly ChannelKind[] | null;
  readonly joined: boolean | null;
  readonly archived: boolean;
  readonly withUserId: string | null;
}

/** A channel with the key it is listed by, as PostgreSQL sees it. */
export interface ListedChannel extends ChannelAt {
  readonly sortName: string;
}

/** Attributes as a parameter of ADMITS. */
export const attributesParameter = (attributes: Attributes | null): string | null =>
  attributes && JSON.stringify(attributes);

const LISTED = `select ${CHANNEL}, lower(c.name) as sort_name from ${FROM}
  left join membership m on m.channel_id = c.id and m.person_id = $2 and m.ended_at is null
  where c.organization_id = $1
    and (m.id is not null or (c.kind = any($3) and ${ADMITS('$15')}))
    and not exists (select 1 from membership b where b.channel_id = c.id and b.person_id = $2
                    and b.banned_at is not null)
    and ($4::text[] is null or c.id = any($4))
    and ($5::text is null or c.name ilike $5)
    and ($6::text[] is null or c.kind = any($6))
    and ($7::boolean is null or (m.id is not null) = $7)
    and (c.archived_at is not null) = $8
    and ($9::text is null or exists (select 1 from membership w where w.channel_id = c.id and w.person_id = $9
                                     and w.ended_at is null))
    and ($10::text is null or (lower(c.name), c.id) > ($10, $11))
    and ($12::text is null or (lower(c.name), c.id) < ($12, $13))`;

/** A page of channels by name, one more than the limit where there is one. */
export function findChannels(
  db: EntityManager,
  query: ChannelQuery,
  page: PageRequest,
): Promise<ListedChannel[]> {
  const order = page.backward ? 'desc' : 'asc';
  return select<ListedChannel>(db, `${LISTED} order by lower(c.name) ${order}, c.id ${order} limit $14`, [
    query.organizationId,
    query.personId,
    query.openKinds,
    query.onlyIds,
    query.text === null ? null : containing(query.text),
    query.kinds,
    query.joined,
    query.archived,
    query.withUserId,
    ...boundsOf(page),
    page.limit + 1,
    attributesParameter(query.attributes),
  ]);
}

/** Open channels of an organisation that came, changed or went since a mark, without those the person is in. */
export async function listedSince(
  db: EntityManager,
  person: {
    readonly id: string;
    readonly organizationId: string;
    /** What conditions compare; null for those whom they do not hold. */
    readonly attributes: Attributes | null;
  },
  mark: string,
): Promise<{ readonly id: string; readonly stamp: string }[]> {
  return select(
    db,
    `select c.id, c.listed_xid::text as stamp from channel c
     where c.organization_id = $1 and c.kind = 'PUBLIC' and c.listed_xid >= $2::text::xid8 and ${ADMITS('$4')}
       and not exists (select 1 from membership m where m.channel_id = c.id and m.person_id = $3
                       and (m.ended_at is null or m.banned_at is not null))
     order by c.id limit 100`,
    [person.organizationId, mark, person.id, attributesParameter(person.attributes)],
  );
}
