import { boundsOf, byTime, containing, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MeetingKind, MeetingState } from './meeting-kind.js';
import { MEETING } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

/** Which meetings are listed, and for whom. */
export interface MeetingSelection {
  readonly organizationId: string;
  readonly personId: string;
  /** What a guest's pass opens; null for whoever is no guest. */
  readonly onlyIds: readonly string[] | null;
  readonly text: string | null;
  readonly kinds: readonly MeetingKind[];
  readonly states: readonly MeetingState[] | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

const STATE = `case when m.finished_at is not null then 'ENDED' when m.failed_at is not null then 'FAILED'
  when m.started_at is not null then 'LIVE' else 'IDLE' end`;

/** Those that somebody made, is or was in, or finds by a channel they are in; the two of a call know it. */
const SEEN = `m.id in (
    select made.id from meeting made where made.created_by_id = $2 and made.kind <> 'CALL'
    union all select p.meeting_id from participant p
      where p.person_id = $2 and p.state not in ('DENIED', 'REMOVED')
    union all select held.id from channel_member c join meeting held on held.channel_id = c.channel_id
      where c.person_id = $2)
  and not exists (select from participant b where b.meeting_id = m.id and b.person_id = $2 and b.banned)`;

/** As exact as cursors are. */
const TAKES_PLACE = "date_trunc('milliseconds', m.takes_place_at)";

/** A page of the meetings that somebody may see, the latest first, one more than the limit where there is one. */
export function meetingPage(
  db: EntityManager,
  chosen: MeetingSelection,
  page: PageRequest,
): Promise<MeetingRow[]> {
  return select<MeetingRow>(
    db,
    `select ${MEETING} from meeting m
     where m.organization_id = $1 and case when $3::text[] is null then ${SEEN} else m.id = any($3) end
       and ($4::text is null or m.title ilike $4) and m.kind = any($5)
       and ($6::text[] is null or ${STATE} = any($6))
       and ($7::timestamptz is null or m.takes_place_at >= $7) and ($8::timestamptz is null or m.takes_place_at < $8)
       and ${byTime({ at: TAKES_PLACE, id: 'm.id', first: 'newest' }, page, 9)}`,
    [
      ...[chosen.organizationId, chosen.personId, chosen.onlyIds],
      ...[chosen.text === null ? null : containing(chosen.text), chosen.kinds, chosen.states],
      ...[chosen.from, chosen.to, ...boundsOf(page), page.limit + 1],
    ],
  );
}
