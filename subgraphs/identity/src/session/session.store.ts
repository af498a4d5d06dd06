import type { EntityManager } from 'typeorm';
import { RefreshTokenRow, SessionRow } from './session.table.js';

export const insertSession = (
  db: EntityManager,
  row: Pick<
    SessionRow,
    'id' | 'userId' | 'organizationId' | 'guestPassId' | 'device' | 'userAgent' | 'ip' | 'expiresAt'
  >,
): Promise<unknown> =>
  db.createQueryBuilder().insert().into(SessionRow).values(row).updateEntity(false).execute();

const live = (db: EntityManager) =>
  db.createQueryBuilder(SessionRow, 's').where('s.ended_at is null and s.expires_at > now()');

/** A session that is neither ended nor over. */
export const liveSession = (db: EntityManager, id: string): Promise<SessionRow | null> =>
  live(db).andWhere('s.id = :id', { id }).getOne();

export async function liveSessionsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, SessionRow>> {
  const rows = await live(db).andWhere('s.id = any(:ids)', { ids }).getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Open sessions of somebody, the one used last first, at most 100. */
export const liveSessionsOf = (db: EntityManager, userId: string): Promise<SessionRow[]> =>
  live(db)
    .andWhere('s.user_id = :userId', { userId })
    .orderBy('s.lastSeenAt', 'DESC')
    .addOrderBy('s.id', 'DESC')
    .limit(100)
    .getMany();

/** Which sessions end. */
export interface SessionSelection {
  readonly ids?: readonly string[];
  readonly userId?: string;
  readonly guestPassId?: string;
  readonly exceptId?: string | null;
}

/** Ends what is selected and still open; tells which sessions those were. */
export async function endSessionRows(
  db: EntityManager,
  { ids, userId, guestPassId, exceptId }: SessionSelection,
  reason: string,
): Promise<{ id: string; userId: string }[]> {
  const query = db
    .createQueryBuilder()
    .update(SessionRow)
    .set({ endedAt: () => 'now()', endReason: reason })
    .where('ended_at is null');
  if (ids) query.andWhere('id = any(:ids)', { ids });
  if (userId) query.andWhere('user_id = :userId', { userId });
  if (guestPassId) query.andWhere('guest_pass_id = :guestPassId', { guestPassId });
  if (exceptId) query.andWhere('id <> :exceptId', { exceptId });
  const result = await query.returning('id, user_id').updateEntity(false).execute();
  return (result.raw as { id: string; user_id: string }[]).map(({ id, user_id }) => ({
    id,
    userId: user_id,
  }));
}

/** Ids of sessions whose time is over and that nobody has ended yet. */
export async function overdueSessions(db: EntityManager, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `select id from session where ended_at is null and expires_at <= now() order by expires_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Forgets sessions and attempts that nobody needs to see any more. */
export async function deleteOldSessions(db: EntityManager): Promise<void> {
  await db.query(`delete from session where ended_at < now() - interval '30 days'`);
  await db.query(`delete from sign_in_attempt where until < now()`);
}

/**
 * Notes that sessions are in use. Rows that somebody is changing are passed by: whoever reads must not wait for, nor
 * come into a knot with, those who end sessions.
 */
export async function touchSessions(db: EntityManager, ids: readonly string[]): Promise<void> {
  await db.query(
    `update session set last_seen_at = now()
     where id in (select id from session where id = any($1) for update skip locked)`,
    [ids],
  );
}

export const insertRefreshToken = (db: EntityManager, hash: string, sessionId: string): Promise<unknown> =>
  db.insert(RefreshTokenRow, { hash, sessionId });

/** A refresh token with how long ago it was replaced, its session's row locked until the transaction ends. */
export interface PresentedToken {
  readonly sessionId: string;
  readonly userId: string;
  /** Seconds since it was replaced; null while it is the current one. */
  readonly replacedFor: number | null;
  readonly open: boolean;
}

export async function presentedToken(db: EntityManager, hash: string): Promise<PresentedToken | null> {
  const [row]: PresentedToken[] = await db.query(
    `select s.id as "sessionId", s.user_id as "userId",
       extract(epoch from clock_timestamp() - t.replaced_at)::float8 as "replacedFor",
       s.ended_at is null and s.expires_at > now() as open
     from refresh_token t join session s on s.id = t.session_id
     where t.hash = $1 for update of s`,
    [hash],
  );
  return row ?? null;
}

/** Marks every current token of a session as replaced. */
export async function replaceRefreshTokens(db: EntityManager, sessionId: string): Promise<void> {
  await db.query(
    `update refresh_token set replaced_at = clock_timestamp() where session_id = $1 and replaced_at is null`,
    [sessionId],
  );
}

/**
 * Counts an attempt before it is made, so that parallel ones cannot pass a limit together. Gives the count within the
 * window, and for how many more seconds the window is open.
 */
export async function countAttempt(
  db: EntityManager,
  subject: string,
  windowMinutes: number,
): Promise<{ attempts: number; seconds: number }> {
  const [row]: { attempts: number; seconds: number }[] = await db.query(
    `insert into sign_in_attempt as a (subject, attempts, until)
     values ($1, 1, now() + $2 * interval '1 minute')
     on conflict (subject) do update set
       attempts = case when a.until < now() then 1 else a.attempts + 1 end,
       until = case when a.until < now() then excluded.until else a.until end
     returning attempts, ceil(extract(epoch from until - now()))::int as seconds`,
    [subject, windowMinutes],
  );
  return row ?? { attempts: 1, seconds: 0 };
}

/** Forgets the attempts at something that was entered rightly. */
export async function forgetAttempts(db: EntityManager, subject: string): Promise<void> {
  await db.query(`delete from sign_in_attempt where subject = $1`, [subject]);
}

/** Takes one attempt back: an address that many people share is not to suffer from those who come in. */
export async function takeAttemptBack(db: EntityManager, subject: string): Promise<void> {
  await db.query(`update sign_in_attempt set attempts = greatest(attempts - 1, 0) where subject = $1`, [
    subject,
  ]);
}
