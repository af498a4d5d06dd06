import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** What somebody keeps: a person, a team, or the whole organisation. */
export interface Usage {
  readonly holderId: string;
  readonly bytes: number;
  readonly files: number;
}

/** Adds to what holders keep, or takes away from it; holders are written in the order of their ids. */
export async function addUsage(db: EntityManager, changes: readonly Usage[]): Promise<void> {
  const sorted = changes.toSorted((one, other) => (one.holderId < other.holderId ? -1 : 1));
  for (const { holderId, bytes, files } of sorted) {
    await db.query(
      `insert into usage as u (holder_id, bytes, files) values ($1, greatest($2::bigint, 0), greatest($3::bigint, 0))
       on conflict (holder_id) do update set bytes = u.bytes + $2, files = u.files + $3`,
      [holderId, bytes, files],
    );
  }
}

/** What holders keep; those who keep nothing are left out. */
export async function usageById(db: EntityManager, ids: readonly string[]): Promise<Map<string, Usage>> {
  const rows = await select<{ holderId: string; bytes: string; files: string }>(
    db,
    'select holder_id, bytes, files from usage where holder_id = any($1)',
    [ids],
  );
  return new Map(
    rows.map(({ holderId, bytes, files }) => [
      holderId,
      { holderId, bytes: Number(bytes), files: Number(files) },
    ]),
  );
}
