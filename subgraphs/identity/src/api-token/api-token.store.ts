import { In, type EntityManager } from 'typeorm';
import { ApiTokenRow } from './api-token.table.js';

const live = (db: EntityManager) =>
  db
    .createQueryBuilder(ApiTokenRow, 't')
    .where('t.revoked_at is null and (t.expires_at is null or t.expires_at > now())');

/** Tokens that still work, by the hash of their secret. */
export async function liveTokensByHash(
  db: EntityManager,
  hashes: readonly string[],
): Promise<Map<string, ApiTokenRow>> {
  const rows = await live(db).andWhere('t.hash = any(:hashes)', { hashes }).getMany();
  return new Map(rows.map((row) => [row.hash, row]));
}

export async function tokensById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ApiTokenRow>> {
  const rows = await db.findBy(ApiTokenRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Tokens of somebody that still work, newest first, at most 50. */
export const liveTokensOf = (db: EntityManager, userId: string): Promise<ApiTokenRow[]> =>
  live(db).andWhere('t.user_id = :userId', { userId }).orderBy('t.id', 'DESC').limit(50).getMany();

export const insertToken = (
  db: EntityManager,
  row: Omit<ApiTokenRow, 'createdAt' | 'lastUsedAt' | 'revokedAt'>,
): Promise<unknown> =>
  db.createQueryBuilder().insert().into(ApiTokenRow).values(row).updateEntity(false).execute();

export async function revokeTokenRow(db: EntityManager, id: string): Promise<void> {
  await db.update(ApiTokenRow, { id }, { revokedAt: () => 'now()' });
}

/** Notes that tokens were used; rows that somebody is changing are passed by. */
export async function touchTokens(db: EntityManager, ids: readonly string[]): Promise<void> {
  await db.query(
    `update api_token set last_used_at = now()
     where id in (select id from api_token where id = any($1) for update skip locked)`,
    [ids],
  );
}
