import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A call as it is told to others than the product, with what everybody is called at this moment. */
export interface ExportedCall {
  readonly id: string;
  /** For what comes after it, to the microsecond. */
  readonly atKey: string;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly finishedAt: Date;
  readonly state: string;
  readonly endedBecause: string | null;
  readonly video: boolean;
  readonly callerId: string;
  readonly callerName: string | null;
  readonly calleeId: string;
  readonly calleeName: string | null;
  readonly averageScore: number | null;
}

/** Of which calls is told: of an organisation, or of one person in it; at or after, and before. */
export interface ExportedCalls {
  readonly organizationId: string;
  readonly personId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** The next calls that are over, the oldest first. */
export const nextCalls = (
  db: EntityManager,
  { organizationId, personId, from, to }: ExportedCalls,
  after: ExportedCall | null,
  limit: number,
): Promise<ExportedCall[]> =>
  select(
    db,
    `select c.id, c.started_at, c.started_at::text as at_key, c.answered_at, c.finished_at, c.state, c.ended_because,
       c.video, c.caller_id, a.display_name as caller_name, c.callee_id, b.display_name as callee_name, q.average_score
     from call c left join person a on a.id = c.caller_id left join person b on b.id = c.callee_id
       left join lateral (
         select round(avg(s.score)::numeric, 2)::float8 as average_score
         from participant p join quality_sample s on s.participant_id = p.id where p.meeting_id = c.meeting_id) q on true
     where c.organization_id = $1 and c.finished_at is not null and ($2::text is null or $2 in (c.caller_id, c.callee_id))
       and ($3::timestamptz is null or c.started_at >= $3) and ($4::timestamptz is null or c.started_at < $4)
       and ($5::timestamptz is null or (c.started_at, c.id) > ($5, $6::text))
     order by c.started_at, c.id limit $7`,
    [organizationId, personId, from, to, after?.atKey ?? null, after?.id ?? null, limit],
  );
