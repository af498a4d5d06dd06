import { prepared, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { MUTED_NOW } from '../thread/thread-unread.js';
import type { QuietSpan } from './quiet-hours.js';

/** Why somebody is to be told of a message. */
export type WantedReason = 'DIRECT' | 'MENTION' | 'THREAD' | 'MESSAGE';

/** Somebody who is to be told of a message. */
export interface Wanted {
  readonly messageId: string;
  readonly channelId: string;
  readonly threadId: string | null;
  readonly organizationId: string;
  readonly sentAt: Date;
  readonly personId: string;
  readonly reason: WantedReason;
  readonly timeZone: string;
  readonly quietSpans: readonly QuietSpan[];
  readonly doNotDisturb: boolean;
}

/** Whom a message may concern, and why: each part finds its people by an index. */
const CANDIDATES = `
    with said as (
       select x.id, x.channel_id, x.thread_id, x.in_timeline, x.author_id, x.sent_at, c.kind, c.organization_id
       from message x join channel c on c.id = x.channel_id
       where x.id = any($1) and x.kind <> 'SYSTEM' and x.deleted_at is null
         and x.withdrawn_at is null and x.held_at is null and x.hidden_at is null
     ), candidate as (
       select x.id, m.person_id, null::text as thread_level, false as named from said x
         join membership m on m.channel_id = x.channel_id and m.ended_at is null
         where x.in_timeline and x.kind = 'DIRECT'
       union all
       select x.id, m.person_id, null, false from said x
         join membership m on m.channel_id = x.channel_id and m.ended_at is null and m.level = 'ALL'
         where x.in_timeline
       union all
       select x.id, f.person_id, case when ${MUTED_NOW} then 'NOTHING' else f.level end, false
         from said x join thread_follow f on f.thread_id = x.thread_id
       union all
       select x.id, n.target_id, null, true from said x join mention n on n.message_id = x.id and n.kind = 'PERSON'
       union all
       select x.id, unnest(n.present_ids), null, true from said x join mention n on n.message_id = x.id
       union all
       select x.id, m.person_id, null, true from said x
         join mention n on n.message_id = x.id and n.kind = 'EVERYONE'
         join membership m on m.channel_id = x.channel_id and m.ended_at is null
       union all
       select x.id, m.person_id, null, true from said x
         join mention n on n.message_id = x.id and n.kind = 'GROUP'
         join person p on (p.department_ids @> array[n.target_id] or p.team_ids @> array[n.target_id]
                          or p.role_ids @> array[n.target_id])
         join membership m on m.channel_id = x.channel_id and m.person_id = p.id and m.ended_at is null`;

/** What each of them wants of it; without a reason nothing. */
const WEIGHED = `
     told as (
       select id, person_id, max(thread_level) as thread_level, bool_or(named) as named
       from candidate group by id, person_id
     ), weighed as (
       select x.id, x.channel_id, x.thread_id, x.organization_id, x.sent_at, t.person_id,
         case
           when m.muted_until > now() or t.thread_level = 'NOTHING' then null
           when x.kind = 'DIRECT' and x.in_timeline and coalesce(m.level, 'ALL') = 'ALL' then 'DIRECT'
           when t.named and coalesce(m.level, 'MENTIONS') <> 'NOTHING' then 'MENTION'
           when t.thread_level = 'ALL' and coalesce(m.level, 'MENTIONS') <> 'NOTHING' then 'THREAD'
           when x.in_timeline and m.level = 'ALL' then 'MESSAGE'
         end as reason
       from said x join told t on t.id = x.id
       join membership m on m.channel_id = x.channel_id and m.person_id = t.person_id and m.ended_at is null
       where t.person_id is distinct from x.author_id
     )`;

const WANTED = prepared(
  `${CANDIDATES}
   ), ${WEIGHED}
   select w.id as message_id, w.channel_id, w.thread_id, w.organization_id, w.sent_at, w.person_id, w.reason,
     p.time_zone, coalesce(s.quiet_spans, '[]') as quiet_spans,
     coalesce(a.chosen = 'DO_NOT_DISTURB' and (a.holds_until is null or a.holds_until > now()), false)
       as do_not_disturb
   from weighed w join person p on p.id = w.person_id and p.state = 'ACTIVE'
   left join notification_setting s on s.person_id = w.person_id
   left join presence a on a.person_id = w.person_id
   where w.reason is not null order by w.id, w.person_id`,
);

/**
 * Who wants to be told of these messages, in one statement. Candidates come from indexes: whom the message names, who
 * asked for every message, who follows its thread, and the two of a direct channel; the other members, of whom there
 * may be thousands, are not looked at, unless everybody is addressed.
 */
export const wantedBy = (db: EntityManager, messageIds: readonly string[]): Promise<Wanted[]> =>
  select<Wanted>(db, WANTED, [messageIds]);
