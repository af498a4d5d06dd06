import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Of these people and organisations, those who hide how far they have read. */
export async function hiddenBy(db: EntityManager, ownerIds: readonly string[]): Promise<Set<string>> {
  const rows = await select<{ ownerId: string }>(
    db,
    'select owner_id from receipt_setting where owner_id = any($1) and not shown',
    [ownerIds],
  );
  return new Set(rows.map(({ ownerId }) => ownerId));
}

const keepSetting = (db: EntityManager, ownerId: string, shown: boolean): Promise<unknown> =>
  db.query(
    `insert into receipt_setting (owner_id, shown) values ($1, $2)
     on conflict (owner_id) do update set shown = excluded.shown`,
    [ownerId, shown],
  );

/** Keeps a person's choice, and writes it down wherever they are a member. */
export async function showOf(db: EntityManager, personId: string, shown: boolean): Promise<void> {
  await keepSetting(db, personId, shown);
  await db.query(
    `update membership set shows_receipts = $2 where person_id = $1 and shows_receipts is distinct from $2`,
    [personId, shown],
  );
}

/** Keeps an organisation's choice, and writes it down on all of its channels. */
export async function showIn(db: EntityManager, organizationId: string, shown: boolean): Promise<void> {
  await keepSetting(db, organizationId, shown);
  await db.query(
    `update channel set shows_receipts = $2 where organization_id = $1 and shows_receipts is distinct from $2`,
    [organizationId, shown],
  );
}
