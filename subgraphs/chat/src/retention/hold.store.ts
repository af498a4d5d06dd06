import type { EntityManager } from 'typeorm';
import { KEPT } from '../sql-conditions.js';

/** Has retention look from the start at the channels that these holds may keep. */
export async function lookAgainUnder(db: EntityManager, holdIds: readonly string[]): Promise<void> {
  await db.query(
    `delete from retention_mark where channel_id in (
       select c.id from channel c join legal_hold h on h.organization_id = c.organization_id where h.id = any($1))`,
    [holdIds],
  );
}

/** Forgets copies of deleted messages that nothing keeps. */
export async function dropUnkept(db: EntityManager): Promise<void> {
  await db.query(
    `delete from preserved_message p using message m, channel c
     where m.id = p.message_id and c.id = m.channel_id and not ${KEPT}`,
  );
}
