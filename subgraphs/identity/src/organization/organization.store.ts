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
