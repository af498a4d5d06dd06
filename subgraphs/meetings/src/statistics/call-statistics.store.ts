import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { CallStatistics } from './call-statistics.js';

/** Counts the calls of an organisation that are over and began within a span. */
export const countCalls = (
  db: EntityManager,
  organizationId: string,
  from: Date,
  to: Date,
): Promise<CallStatistics | undefined> =>
  selectOne(
    db,
    `with counted as (
       select c.meeting_id, c.answered_at, c.finished_at, c.ended_because from call c
       where c.organization_id = $1 and c.finished_at is not null and c.started_at >= $2 and c.started_at < $3)
     select count(*)::int as call_count, count(answered_at)::int as answered_count,
       count(*) filter (where ended_because = 'LOST')::int as lost_count,
       coalesce(round(sum(extract(epoch from finished_at - answered_at))), 0)::float8 as seconds,
       (select round(avg(s.score)::numeric, 2)::float8 from counted c join participant p on p.meeting_id = c.meeting_id
         join quality_sample s on s.participant_id = p.id) as average_score
     from counted`,
    [organizationId, from, to],
  );
