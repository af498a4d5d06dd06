import { boundsOf, byTime, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** How somebody took part, up to now where they still do. */
export interface AttendanceRow {
  readonly participantId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly seconds: number;
  readonly spokeSeconds: number;
  readonly handCount: number;
  readonly reactionCount: number;
  /** For what comes after it, to the microsecond. */
  readonly atKey: string;
}

/** Everybody who ever was in the meeting $1, as `a`. */
const ATTENDED = `(
  select p.id as participant_id, p.person_id, p.display_name, s.joined_at, s.joined_at::text as at_key,
    s.left_at, s.seconds,
    round((coalesce(h.spoken_ms, 0)
      + coalesce(extract(epoch from clock_timestamp() - h.speaking_since) * 1000, 0)) / 1000)::int as spoke_seconds,
    coalesce(t.hand_count, 0) as hand_count, coalesce(t.reaction_count, 0) as reaction_count
  from participant p
    join lateral (
      select min(s.came_at) as joined_at,
        case when bool_or(s.left_at is null) then null else max(s.left_at) end as left_at,
        round(sum(extract(epoch from coalesce(s.left_at, clock_timestamp()) - s.came_at)))::int as seconds
      from stay s where s.participant_id = p.id) s on s.joined_at is not null
    left join speech h on h.participant_id = p.id
    left join participation t on t.participant_id = p.id
  where p.meeting_id = $1) a`;

/** A page of those who were there, the first to come first, one more than the limit where there is one. */
export const attendancePage = (
  db: EntityManager,
  meetingId: string,
  page: PageRequest,
): Promise<AttendanceRow[]> =>
  select(
    db,
    `select a.* from ${ATTENDED}
     where ${byTime({ at: 'a.joined_at', id: 'a.participant_id', first: 'soonest' }, page, 2)}`,
    [meetingId, ...boundsOf(page), page.limit + 1],
  );

/** The next of those who were there, the first to come first. */
export const nextAttendances = (
  db: EntityManager,
  meetingId: string,
  after: AttendanceRow | null,
  limit: number,
): Promise<AttendanceRow[]> =>
  select(
    db,
    `select a.* from ${ATTENDED}
     where $2::timestamptz is null or (a.joined_at, a.participant_id) > ($2, $3::text)
     order by a.joined_at, a.participant_id limit $4`,
    [meetingId, after?.atKey ?? null, after?.participantId ?? null, limit],
  );

/** From when to when somebody was in. */
export interface StayRow {
  readonly participantId: string;
  readonly cameAt: Date;
  readonly leftAt: Date | null;
}

/** The last times that each of these came and left, by participant, in their order. */
export async function staysOf(
  db: EntityManager,
  participantIds: readonly string[],
  atMost: number,
): Promise<Map<string, StayRow[]>> {
  const rows = await select<StayRow>(
    db,
    `select s.participant_id, s.came_at, s.left_at
     from (select *, row_number() over (partition by participant_id order by came_at desc) as n
       from stay where participant_id = any($1)) s
     where s.n <= $2 order by s.came_at`,
    [participantIds, atMost],
  );
  return Map.groupBy(rows, ({ participantId }) => participantId);
}

/**
 * Notes that somebody who is in begins to speak, or falls silent; hearing it twice changes nothing.
 * @returns whether it was another way before
 */
export async function noteSpeech(
  db: EntityManager,
  participantId: string,
  isSpeaking: boolean,
): Promise<boolean> {
  const changed = await select<{ participantId: string }>(
    db,
    isSpeaking
      ? `insert into speech as s (participant_id, speaking_since)
         select id, clock_timestamp() from participant where id = $1 and state = 'JOINED'
         on conflict (participant_id) do update set speaking_since = clock_timestamp()
           where s.speaking_since is null
         returning participant_id`
      : `update speech set speaking_since = null,
           spoken_ms = spoken_ms + extract(epoch from clock_timestamp() - speaking_since) * 1000
         where participant_id = $1 and speaking_since is not null
         returning participant_id`,
    [participantId],
  );
  return changed.length > 0;
}
