import { type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { SEGMENT, SHOWN } from './transcript.store.js';
import type { TranscriptSegmentRow } from './transcript.table.js';

/** Who looks for words. */
export interface Looking {
  readonly organizationId: string;
  readonly personId: string;
  /** What a guest's pass opens; null for whoever is no guest. */
  readonly onlyIds: readonly string[] | null;
}

/** Words that were found, and where. */
export type FoundWords = TranscriptSegmentRow & { readonly meetingId: string };

/**
 * Meetings `m` that somebody may have been let into. It narrows what is looked through; who may read them the rules of
 * meetings decide.
 */
const NEAR = `(m.created_by_id = $2
  or exists (select from participant p where p.meeting_id = m.id and p.person_id = $2 and p.admitted
    and p.state not in ('DENIED', 'REMOVED'))
  or exists (select from call c where c.meeting_id = m.id and c.adds_to_id is null
    and m.kind = 'CALL' and $2 in (c.caller_id, c.callee_id))
  or exists (select from channel_member h where h.channel_id = m.channel_id and h.person_id = $2))`;

/** A page of words that fit, what was written down last first, one more than the limit where there is one. */
export function matchPage(
  db: EntityManager,
  { organizationId, personId, onlyIds }: Looking,
  words: string,
  { limit, backward, after, before }: PageRequest,
): Promise<FoundWords[]> {
  const order = backward ? 'asc' : 'desc';
  return select(
    db,
    `select ${SEGMENT}, t.meeting_id
     from transcript_segment s join transcript t on t.id = s.transcript_id join meeting m on m.id = t.meeting_id
     where s.words @@ $4::tsquery and m.organization_id = $1 and ($3::text[] is null or m.id = any($3)) and ${NEAR}
       and ${SHOWN} and ($5::text is null or s.id < $5) and ($6::text is null or s.id > $6)
     order by s.id ${order} limit $7`,
    [organizationId, personId, onlyIds, words, after?.[0] ?? null, before?.[0] ?? null, limit + 1],
  );
}
