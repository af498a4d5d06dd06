import type { EntityManager } from 'typeorm';

/** Writes down that something of a person's changed, came or went in this transaction. */
export async function markOwnChange(
  db: EntityManager,
  personId: string,
  kind: string,
  thingId: string,
): Promise<void> {
  await db.query(
    `insert into own_change (person_id, kind, thing_id, changed_xid) values ($1, $2, $3, pg_current_xact_id())
     on conflict (person_id, kind, thing_id) do update set changed_xid = excluded.changed_xid`,
    [personId, kind, thingId],
  );
}
