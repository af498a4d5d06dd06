import type { EntityManager } from 'typeorm';
import type { HoldRow } from './hold.table.js';

/** Takes holds in as identity has them now. */
export async function saveHolds(db: EntityManager, holds: readonly HoldRow[]): Promise<void> {
  if (holds.length === 0) return;
  await db.query(
    `insert into legal_hold (id, organization_id, user_ids, channel_ids)
     select h.id, h."organizationId", h."userIds", h."channelIds"
     from jsonb_to_recordset($1::jsonb) as h (id text, "organizationId" text, "userIds" text[], "channelIds" text[])
     on conflict (id) do nothing`,
    [JSON.stringify(holds)],
  );
}

/** Forgets holds that were lifted. */
export async function dropHolds(db: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.query('delete from legal_hold where id = any($1)', [ids]);
}
