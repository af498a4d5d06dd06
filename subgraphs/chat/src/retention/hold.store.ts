import type { EntityManager } from 'typeorm';
import { KEPT } from '../sql-conditions.js';
import type { LegalHoldRow } from './retention.table.js';

/** Takes holds in as identity has them now. */
export async function saveHolds(db: EntityManager, holds: readonly LegalHoldRow[]): Promise<void> {
  if (holds.length === 0) return;
  await db.query(
    `insert into legal_hold (id, organization_id, user_ids, channel_ids)
     select h.id, h."organizationId", h."userIds", h."channelIds"
     from jsonb_to_recordset($1::jsonb) as h (id text, "organizationId" text, "userIds" text[], "channelIds" text[])
     on conflict (id) do nothing`,
    [JSON.stringify(holds)],
  );
}

/**
 * Forgets holds that were lifted, and with them the copies of deleted messages that nothing keeps any longer. What
 * the holds alone kept is old enough to go: retention looks at those channels from the start again.
 */
export async function dropHolds(db: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `delete from retention_mark where channel_id in (
       select c.id from channel c join legal_hold h on h.organization_id = c.organization_id where h.id = any($1))`,
    [ids],
  );
  await db.query('delete from legal_hold where id = any($1)', [ids]);
  await db.query(
    `delete from preserved_message p using message m, channel c
     where m.id = p.message_id and c.id = m.channel_id and not ${KEPT}`,
  );
}
