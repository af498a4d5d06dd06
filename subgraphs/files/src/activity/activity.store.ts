import { type PageRequest, boundsOf, byKey, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { FileActivityKind } from './activity-kind.js';

/** What somebody did with a node, as it is written down. */
export interface NewActivity {
  readonly id: string;
  readonly nodeId: string;
  readonly organizationId: string;
  readonly kind: FileActivityKind;
  readonly personId: string | null;
  readonly linkId: string | null;
  readonly requestId: string | null;
  readonly country: string | null;
  readonly region: string | null;
}

/** Writes down what was done. */
export async function insertActivities(db: EntityManager, done: readonly NewActivity[]): Promise<void> {
  await db.query(
    `insert into activity (id, node_id, organization_id, kind, person_id, link_id, request_id, country, region)
     select a.id, a."nodeId", a."organizationId", a.kind, a."personId", a."linkId", a."requestId", a.country, a.region
     from jsonb_to_recordset($1::jsonb) as a (id text, "nodeId" text, "organizationId" text, kind text,
       "personId" text, "linkId" text, "requestId" text, country text, region text)`,
    [JSON.stringify(done)],
  );
}

/** Notes that somebody used files just now. */
export async function touch(db: EntityManager, personId: string, nodeIds: readonly string[]): Promise<void> {
  await db.query(
    `insert into recent_use (person_id, node_id) select $1, unnest($2::text[])
     on conflict (person_id, node_id) do update set at = clock_timestamp()`,
    [personId, nodeIds.toSorted()],
  );
}

/** What was done, as it is read back. */
export interface ActivityRow extends NewActivity {
  /** What whoever sent it by a request calls themselves. */
  readonly senderName: string | null;
  readonly at: Date;
}

/** The same with when it was, as text, for cursors. */
export interface ListedActivity extends ActivityRow {
  readonly atKey: string;
}

const ACTIVITY = `a.id, a.node_id, a.organization_id, a.kind, a.person_id, a.link_id, a.request_id, a.country, a.region,
  a.at, case when a.kind = 'UPLOADED' and a.request_id is not null then
    (select r.sender_name from received_file r where r.node_id = a.node_id) end as sender_name`;

/** Deeds by id, whoever asks. */
export async function activitiesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ActivityRow>> {
  const statement = `select ${ACTIVITY} from activity a where a.id = any($1)`;
  return byKey(await select<ActivityRow>(db, statement, [ids]), 'id');
}

/** Whose deeds with a node are listed, and of which kinds; null for everybody's and all. */
export interface DeedsOf {
  readonly nodeId: string;
  readonly personId: string | null;
  readonly kinds: readonly FileActivityKind[] | null;
}

/** One page of what was done with a node, newest first. */
export const activityPage = (
  db: EntityManager,
  { nodeId, personId, kinds }: DeedsOf,
  request: PageRequest,
): Promise<ListedActivity[]> =>
  select(
    db,
    `select ${ACTIVITY}, a.at::text as at_key from activity a
     where a.node_id = $1 and ($2::text is null or a.person_id = $2) and ($3::text[] is null or a.kind = any($3))
       and ${byTime({ at: 'a.at', id: 'a.id', first: 'newest' }, request, 4)}`,
    [nodeId, personId, kinds, ...boundsOf(request), request.limit + 1],
  );

/** Lets those who note the same deed do so one after another, until each one's transaction ends. */
export async function inTurn(
  db: EntityManager,
  { nodeId, kind, personId, linkId }: Pick<NewActivity, 'nodeId' | 'kind' | 'personId' | 'linkId'>,
): Promise<void> {
  const deed = ['deed', nodeId, kind, personId ?? '', linkId ?? ''].join(' ');
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [deed]);
}

/** Whether somebody, or a link, did that with a node within the last minutes. */
export async function didLately(
  db: EntityManager,
  deed: Pick<NewActivity, 'nodeId' | 'kind' | 'personId' | 'linkId'>,
  minutes: number,
): Promise<boolean> {
  const rows = await select(
    db,
    `select from activity where node_id = $1 and kind = $2 and person_id is not distinct from $3
       and link_id is not distinct from $4 and at > now() - $5 * interval '1 minute' limit 1`,
    [deed.nodeId, deed.kind, deed.personId, deed.linkId, minutes],
  );
  return rows.length > 0;
}
