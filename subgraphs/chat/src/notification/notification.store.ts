import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { NotificationLevel } from './level.js';
import type { QuietSpan } from './quiet-hours.js';

/** Keeps what a member wants to be told of in a channel. */
export async function saveLevel(
  db: EntityManager,
  membershipId: string,
  level: NotificationLevel,
  mutedUntil: Date | null,
): Promise<void> {
  await db.query(
    `update membership set level = $2, muted_until = $3, changed_xid = pg_current_xact_id() where id = $1`,
    [membershipId, level, mutedUntil],
  );
}

/** Keeps when somebody is not to be told. */
export async function saveQuietSpans(
  db: EntityManager,
  person: { readonly id: string; readonly organizationId: string },
  spans: readonly QuietSpan[],
): Promise<void> {
  await db.query(
    `insert into notification_setting (person_id, organization_id, quiet_spans) values ($1, $2, $3)
     on conflict (person_id) do update set quiet_spans = excluded.quiet_spans`,
    [person.id, person.organizationId, JSON.stringify(spans)],
  );
}

interface Quiet {
  readonly personId: string;
  readonly quietSpans: readonly QuietSpan[];
}

/** When people are not to be told, of those who said so. */
export async function quietSpansOf(
  db: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, Quiet>> {
  const statement = `select person_id, quiet_spans from notification_setting where person_id = any($1)`;
  return byKey(await select<Quiet>(db, statement, [personIds]), 'personId');
}
