import { In, type EntityManager } from 'typeorm';
import { ApiTokenRow } from './api-token.table.js';

const live = (db: EntityManager) =>
  db
    .createQueryBuilder(ApiTokenRow, 't')
    .where('t.revoked_at is null and (t.expires_at is null or t.expires_at > now())');

export const liveTokenByHash = (db: EntityManager, hash: string): Promise<ApiTokenRow | null> =>
  live(db).andWhere('t.hash = :hash', { hash }).getOne();

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

/** Notes that a token was used; at most once a minute. */
export async function touchToken(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `update api_token set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  );
}
