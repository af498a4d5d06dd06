import { In, type EntityManager } from 'typeorm';
import type { PageRequest } from '@parley/kit';
import { LegalHoldRow } from './legal-hold.table.js';

export async function holdsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, LegalHoldRow>> {
  const rows = await db.findBy(LegalHoldRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

export const insertHold = (
  db: EntityManager,
  row: Omit<LegalHoldRow, 'placedAt' | 'liftedAt'>,
): Promise<unknown> =>
  db.createQueryBuilder().insert().into(LegalHoldRow).values(row).updateEntity(false).execute();

/** Ends a hold; answers false when it had ended before. */
export async function endHold(db: EntityManager, id: string): Promise<boolean> {
  const { affected } = await db
    .createQueryBuilder()
    .update(LegalHoldRow)
    .set({ liftedAt: () => 'clock_timestamp()' })
    .where('id = :id and lifted_at is null', { id })
    .updateEntity(false)
    .execute();
  return affected === 1;
}

/** A page of an organisation's holds, the latest first, one more than the limit where there is one. */
export function holdPage(
  db: EntityManager,
  of: { readonly organizationId: string; readonly lifted: boolean },
  page: PageRequest,
): Promise<LegalHoldRow[]> {
  const query = db
    .createQueryBuilder(LegalHoldRow, 'h')
    .where('h.organization_id = :organizationId', of)
    .andWhere(of.lifted ? 'h.lifted_at is not null' : 'h.lifted_at is null');
  if (page.after) query.andWhere('h.id < :after', { after: page.after[0] });
  if (page.before) query.andWhere('h.id > :before', { before: page.before[0] });
  return query
    .orderBy('h.id', page.backward ? 'ASC' : 'DESC')
    .limit(page.limit + 1)
    .getMany();
}
