import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Counts an attempt at something secret, within a window that begins with the first one. */
export async function countAttempt(
  db: EntityManager,
  subject: string,
  windowMinutes: number,
): Promise<{ readonly attempts: number; readonly seconds: number }> {
  const row = await selectOne<{ attempts: number; seconds: number }>(
    db,
    `insert into attempt as a (subject, attempts, until) values ($1, 1, now() + $2 * interval '1 minute')
     on conflict (subject) do update set
       attempts = case when a.until < now() then 1 else a.attempts + 1 end,
       until = case when a.until < now() then excluded.until else a.until end
     returning attempts, ceil(extract(epoch from until - now()))::int as seconds`,
    [subject, windowMinutes],
  );
  return row ?? { attempts: 1, seconds: 0 };
}

/** Forgets the attempts at something that was entered rightly. */
export async function forgetAttempts(db: EntityManager, subjects: readonly string[]): Promise<void> {
  await db.query('delete from attempt where subject = any($1)', [subjects]);
}

/** Forgets attempts whose window is over. */
export async function forgetOldAttempts(db: EntityManager): Promise<void> {
  await db.query('delete from attempt where until < now()');
}
