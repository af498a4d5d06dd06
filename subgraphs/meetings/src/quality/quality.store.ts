import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { Quality } from '../participant/participant.js';
import type { Interval } from './interval.js';

/** What was measured, one average of several. */
const MEAN = `round(avg(s.score)::numeric, 2)::float8 as score, round(avg(s.round_trip_ms))::int as round_trip_ms,
  round(avg(s.jitter_ms))::int as jitter_ms, round(avg(s.loss_ratio)::numeric, 4)::float8 as loss_ratio,
  round(avg(s.bitrate_kbps))::int as bitrate_kbps`;

/** How a meeting went on average. */
interface MeetingMean {
  readonly meetingId: string;
  readonly averageScore: number;
}

/** The average of each of these meetings; those in which nothing was measured are left out. */
export async function meansOfMeetings(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, MeetingMean>> {
  const rows = await select<MeetingMean>(
    db,
    `select p.meeting_id, round(avg(s.score)::numeric, 2)::float8 as average_score
     from participant p join quality_sample s on s.participant_id = p.id
     where p.meeting_id = any($1) group by p.meeting_id`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** One participant's average. */
type ParticipantMean = Quality & { readonly participantId: string };

/** The averages of those with the worst connection, the worst first. */
export const worstIn = (db: EntityManager, meetingId: string, atMost: number): Promise<ParticipantMean[]> =>
  select(
    db,
    `select s.participant_id, ${MEAN}, max(s.at) as at
     from participant p join quality_sample s on s.participant_id = p.id
     where p.meeting_id = $1 group by s.participant_id order by avg(s.score), s.participant_id limit $2`,
    [meetingId, atMost],
  );

const STEPS: Readonly<Record<Interval, string>> = {
  TEN_SECONDS: '10 seconds',
  MINUTE: '1 minute',
  HOUR: '1 hour',
  DAY: '1 day',
};

/** Averages of what was measured step by step, in order of time; of one participant where they are named. */
export const stepsOf = (
  db: EntityManager,
  meetingId: string,
  participantId: string | null,
  every: Interval,
  atMost: number,
): Promise<Quality[]> =>
  select(
    db,
    `select date_bin($3::interval, s.at, timestamptz '2000-01-01 00:00:00Z') as at, ${MEAN}
     from participant p join quality_sample s on s.participant_id = p.id
     where p.meeting_id = $1 and ($2::text is null or p.id = $2)
     group by 1 order by 1 limit $4`,
    [meetingId, participantId, STEPS[every], atMost],
  );

/** How somebody's connection was just now. */
export interface Lately {
  /** Scores of the last samples, the newest first. */
  readonly scores: readonly number[];
  readonly isLow: boolean;
}

/** What somebody's device measured last, and whether that was told to be bad. */
export async function lately(db: EntityManager, participantId: string, samples: number): Promise<Lately> {
  const row = await selectOne<Lately>(
    db,
    `select array(select score from quality_sample where participant_id = $1 order by at desc limit $2) as scores,
       exists (select from quality_alarm where participant_id = $1) as is_low`,
    [participantId, samples],
  );
  return row ?? { scores: [], isLow: false };
}

/** Notes that somebody's connection is bad. */
export async function raiseAlarm(db: EntityManager, participantId: string): Promise<void> {
  await db.query('insert into quality_alarm (participant_id) values ($1) on conflict do nothing', [
    participantId,
  ]);
}

/** Notes that it is good again. */
export async function clearAlarm(db: EntityManager, participantId: string): Promise<void> {
  await db.query('delete from quality_alarm where participant_id = $1', [participantId]);
}
