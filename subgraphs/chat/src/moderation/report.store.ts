import { byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ModerationDecision } from './report.js';
import type { ModerationReportRow } from './report.table.js';

const COLUMNS = `id, organization_id, channel_id, message_id, author_id, excerpt, reported_by_id, reason, held,
  created_at, decision, decided_by_id, decided_at, note`;

/** Reports by id, whoever asks. */
export async function reportsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ModerationReportRow>> {
  const rows = await select<ModerationReportRow>(
    db,
    `select ${COLUMNS} from moderation_report where id = any($1)`,
    [ids],
  );
  return byKey(rows, 'id');
}

/** What a report begins with. */
export type NewReport = Pick<
  ModerationReportRow,
  | 'id'
  | 'organizationId'
  | 'channelId'
  | 'messageId'
  | 'authorId'
  | 'excerpt'
  | 'reportedById'
  | 'reason'
  | 'held'
>;

/** Writes a report down; somebody's second one about the same message is the first one, with the newer words. */
export async function insertReport(
  db: EntityManager,
  report: NewReport,
): Promise<ModerationReportRow | undefined> {
  return selectOne<ModerationReportRow>(
    db,
    `insert into moderation_report
       (id, organization_id, channel_id, message_id, author_id, excerpt, reported_by_id, reason, held)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (message_id, reported_by_id) where reported_by_id is not null
     do update set reason = excluded.reason returning ${COLUMNS}`,
    [
      ...[report.id, report.organizationId, report.channelId, report.messageId, report.authorId],
      ...[report.excerpt, report.reportedById, report.reason, report.held],
    ],
  );
}

/** Whose reports are read: everybody's of an organisation, or those of channels where somebody keeps order. */
export interface ReportQuery {
  readonly organizationId: string;
  readonly channelId: string | null;
  readonly decided: boolean;
  /** Null for those who keep order everywhere. */
  readonly moderatorId: string | null;
}

/** A page of reports, the oldest first while they wait and the latest first when decided. */
export function findReports(
  db: EntityManager,
  query: ReportQuery,
  page: PageRequest,
): Promise<ModerationReportRow[]> {
  const latestFirst = query.decided !== page.backward;
  const [after, before] = query.decided ? (['<', '>'] as const) : (['>', '<'] as const);
  return select<ModerationReportRow>(
    db,
    `select ${COLUMNS} from moderation_report r
     where r.organization_id = $1 and (r.decision is not null) = $2
       and ($3::text is null or r.channel_id = $3)
       and ($4::text is null or exists (select from membership m where m.channel_id = r.channel_id
         and m.person_id = $4 and m.ended_at is null and m.role in ('OWNER', 'MODERATOR')))
       and ($5::text is null or r.id ${after} $5) and ($6::text is null or r.id ${before} $6)
     order by r.id ${latestFirst ? 'desc' : 'asc'} limit $7`,
    [
      ...[query.organizationId, query.decided, query.channelId, query.moderatorId],
      ...[page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
    ],
  );
}

/** What somebody decided. */
export interface Verdict {
  readonly decision: ModerationDecision;
  readonly decidedById: string;
  readonly note: string | null;
}

/** Writes a decision on every report of a message. */
export async function decideReportsOf(db: EntityManager, messageId: string, verdict: Verdict): Promise<void> {
  await db.query(
    `update moderation_report set decision = $2, decided_by_id = $3, note = $4, decided_at = clock_timestamp()
     where message_id = $1`,
    [messageId, verdict.decision, verdict.decidedById, verdict.note],
  );
}
