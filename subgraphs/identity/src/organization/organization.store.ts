import { In, type EntityManager } from 'typeorm';
import { OrganizationRow } from './organization.table.js';

export async function organizationsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, OrganizationRow>> {
  const rows = await db.findBy(OrganizationRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

export const insertOrganization = (
  db: EntityManager,
  row: Pick<OrganizationRow, 'id' | 'name' | 'country' | 'regionCode' | 'locale' | 'timeZone'>,
): Promise<unknown> =>
  db.createQueryBuilder().insert().into(OrganizationRow).values(row).updateEntity(false).execute();

export const someOrganization = (db: EntityManager): Promise<boolean> => db.existsBy(OrganizationRow, {});

/** An organisation, its row locked until the transaction ends. */
export const lockedOrganization = (db: EntityManager, id: string): Promise<OrganizationRow | null> =>
  db
    .createQueryBuilder(OrganizationRow, 'o')
    .setLock('pessimistic_write')
    .where('o.id = :id', { id })
    .getOne();

export async function setSuspension(
  db: EntityManager,
  id: string,
  suspension: Pick<OrganizationRow, 'suspendedAt' | 'suspendedBecause'>,
): Promise<void> {
  await db
    .createQueryBuilder()
    .update(OrganizationRow)
    .set({ ...suspension, version: () => 'version + 1' })
    .where('id = :id', { id })
    .updateEntity(false)
    .execute();
}

/** All organisations by name, at most 1,000. */
export const allOrganizations = (db: EntityManager): Promise<OrganizationRow[]> =>
  db.find(OrganizationRow, { order: { name: 'ASC', id: 'ASC' }, take: 1_000 });
