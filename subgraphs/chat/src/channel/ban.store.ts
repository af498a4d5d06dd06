import { type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MembershipRow } from './channel.table.js';

const COLUMNS =
  'id, channel_id, person_id, role, origin, joined_at, ended_at, banned_at, last_read_seq, unread_from_seq';

/** A page of who is shut out of a channel, one more than the limit where there is one. */
export const findBans = (db: EntityManager, channelId: string, page: PageRequest): Promise<MembershipRow[]> =>
  select<MembershipRow>(
    db,
    `select ${COLUMNS} from membership
     where channel_id = $1 and banned_at is not null
       and ($2::text is null or id < $2) and ($3::text is null or id > $3)
     order by id ${page.backward ? 'asc' : 'desc'} limit $4`,
    [channelId, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
  );

/** Ends a ban; answers nothing where there is none. */
export const liftBanOf = (
  db: EntityManager,
  channelId: string,
  personId: string,
): Promise<MembershipRow | undefined> =>
  selectOne<MembershipRow>(
    db,
    `update membership set banned_at = null, changed_xid = pg_current_xact_id()
     where channel_id = $1 and person_id = $2 and banned_at is not null returning ${COLUMNS}`,
    [channelId, personId],
  );
