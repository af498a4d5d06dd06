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
  readonly country: string | null;
  readonly region: string | null;
}

/** Writes down what was done. */
export async function insertActivities(db: EntityManager, done: readonly NewActivity[]): Promise<void> {
  await db.query(
    `insert into activity (id, node_id, organization_id, kind, person_id, link_id, country, region)
     select a.id, a."nodeId", a."organizationId", a.kind, a."personId", a."linkId", a.country, a.region
     from jsonb_to_recordset($1::jsonb) as a (id text, "nodeId" text, "organizationId" text, kind text,
       "personId" text, "linkId" text, country text, region text)`,
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
