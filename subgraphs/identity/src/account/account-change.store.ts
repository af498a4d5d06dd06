import type { EntityManager } from 'typeorm';

/** One change of an account: of one session, of everything of a person, or of a whole organisation. */
export interface AccountChange {
  readonly viewerId: string | null;
  /** The session that ended, where nothing else of the person changed. */
  readonly sessionId: string | null;
  readonly organizationId: string | null;
}

/** Changes since a position, and the position that they are complete at. */
export interface AccountNews {
  readonly position: string;
  /** Rows of the log that were read; at most the limit. */
  readonly rows: number;
  readonly changes: readonly AccountChange[];
}

/**
 * What was committed since a position. A position is a snapshot of the database: what it does not see yet and this
 * statement sees is new. Unlike the feed this waits for no older transaction that still runs, since the order of such
 * changes means nothing; so a stalled writer cannot keep anybody signed in.
 */
export async function newsSince(
  db: EntityManager,
  position: string,
  kinds: readonly string[],
  limit: number,
): Promise<AccountNews> {
  const [news]: AccountNews[] = await db.query(
    `with news as (
       select stream, kind, data from log
       where xid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(xid, $1::pg_snapshot)
         and kind = any($2) limit $3
     )
     select pg_current_snapshot()::text as position, (select count(*)::int from news) as rows, coalesce((
       select jsonb_agg(distinct jsonb_build_object(
         'viewerId', case when stream like 'viewer:%' then substr(stream, 8) end,
         'sessionId', case when kind = 'sessionRevoked' then data->>'sessionId' end,
         'organizationId', case when kind = 'organizationChanged' then data->>'organizationId' end
       )) from news where stream like 'viewer:%' or kind = 'organizationChanged'), '[]') as changes`,
    [position, kinds, limit],
  );
  return news ?? { position, rows: 0, changes: [] };
}

/** The position right now: whatever commits later is news. */
export async function positionNow(db: EntityManager): Promise<string> {
  const [now]: { position: string }[] = await db.query(`select pg_current_snapshot()::text as position`);
  return now?.position ?? '';
}
