import { byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { BreakoutPlaceRow, BreakoutRow, BreakoutSessionRow } from './breakout.table.js';

const BREAKOUT = 'b.meeting_id, b.parent_id, b.position, b.help_wanted_at';

/** Breakout rooms by id. */
export async function breakoutsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, BreakoutRow>> {
  const statement = `select ${BREAKOUT} from breakout b where b.meeting_id = any($1)`;
  return byKey(await select<BreakoutRow>(db, statement, [ids]), 'meetingId');
}

/** The breakout rooms of a meeting that are planned or open, in their order. */
export const breakoutsIn = (db: EntityManager, parentId: string): Promise<BreakoutRow[]> =>
  select<BreakoutRow>(
    db,
    `select ${BREAKOUT} from breakout b join meeting m on m.id = b.meeting_id
     where b.parent_id = $1 and m.finished_at is null order by b.position, b.meeting_id`,
    [parentId],
  );

/** Notes that a room is one of a meeting's. */
export async function insertBreakout(
  db: EntityManager,
  breakout: Pick<BreakoutRow, 'meetingId' | 'parentId' | 'position'>,
): Promise<void> {
  await db.query('insert into breakout (meeting_id, parent_id, position) values ($1, $2, $3)', [
    ...[breakout.meetingId, breakout.parentId, breakout.position],
  ]);
}

/** Takes rooms that were only planned away. */
export async function removePlanned(db: EntityManager, meetingIds: readonly string[]): Promise<void> {
  await db.query(`delete from meeting where id = any($1) and kind = 'BREAKOUT' and started_at is null`, [
    meetingIds,
  ]);
}

/** Who goes where, all of them. */
export async function replacePlaces(
  db: EntityManager,
  parentId: string,
  places: readonly Omit<BreakoutPlaceRow, 'parentId'>[],
): Promise<void> {
  await db.query('delete from breakout_place where parent_id = $1', [parentId]);
  await putPlaces(db, parentId, places);
}

/** People go there instead of where they would have gone. */
export async function putPlaces(
  db: EntityManager,
  parentId: string,
  places: readonly Omit<BreakoutPlaceRow, 'parentId'>[],
): Promise<void> {
  await db.query(
    `insert into breakout_place (parent_id, person_id, meeting_id)
     select $1, p.person_id, p.meeting_id from unnest($2::text[], $3::text[]) as p (person_id, meeting_id)
     on conflict (parent_id, person_id) do update set meeting_id = excluded.meeting_id`,
    [parentId, places.map(({ personId }) => personId), places.map(({ meetingId }) => meetingId)],
  );
}

/** Who goes into each of these rooms, by room. */
export async function placesIn(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, { readonly meetingId: string; readonly personIds: readonly string[] }>> {
  const rows = await select<{ meetingId: string; personIds: string[] }>(
    db,
    `select meeting_id, array_agg(person_id order by person_id) as person_ids from breakout_place
     where meeting_id = any($1) group by meeting_id`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** Where a person goes from each of these meetings, by meeting; only while its rooms are open. */
export async function destinationsOf(
  db: EntityManager,
  personId: string,
  parentIds: readonly string[],
): Promise<Map<string, BreakoutPlaceRow>> {
  const rows = await select<BreakoutPlaceRow>(
    db,
    `select p.parent_id, p.person_id, p.meeting_id from breakout_place p
     join breakout_session s on s.meeting_id = p.parent_id and s.closed_at is null
     join meeting m on m.id = p.meeting_id and m.finished_at is null
     where p.person_id = $1 and p.parent_id = any($2)`,
    [personId, parentIds],
  );
  return byKey(rows, 'parentId');
}

/** The rooms of these meetings that are open, by meeting. */
export async function openSessions(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, BreakoutSessionRow>> {
  const rows = await select<BreakoutSessionRow>(
    db,
    `select s.meeting_id, s.opened_at, s.closes_at, s.closed_at from breakout_session s
     where s.meeting_id = any($1) and s.closed_at is null`,
    [meetingIds],
  );
  return byKey(rows, 'meetingId');
}

/** The rooms of a meeting are open from now on. */
export async function openSession(
  db: EntityManager,
  meetingId: string,
  closesAt: Date | null,
): Promise<BreakoutSessionRow> {
  const row = await selectOne<BreakoutSessionRow>(
    db,
    `insert into breakout_session as s (meeting_id, closes_at) values ($1, $2)
     on conflict (meeting_id) do update set opened_at = clock_timestamp(), closes_at = excluded.closes_at, closed_at = null
     returning s.meeting_id, s.opened_at, s.closes_at, s.closed_at`,
    [meetingId, closesAt],
  );
  return row as BreakoutSessionRow;
}

/** They close at that time, and not when it was meant before. */
export async function setClosing(db: EntityManager, meetingId: string, closesAt: Date): Promise<void> {
  await db.query('update breakout_session set closes_at = $2 where meeting_id = $1 and closed_at is null', [
    meetingId,
    closesAt,
  ]);
}

/** They are closed. */
export async function closeSession(db: EntityManager, meetingId: string): Promise<void> {
  await db.query(
    'update breakout_session set closed_at = clock_timestamp() where meeting_id = $1 and closed_at is null',
    [meetingId],
  );
}

/** Those in a room wait for a host, or no longer. */
export async function setHelpWanted(db: EntityManager, meetingId: string, wanted: boolean): Promise<void> {
  await db.query(
    `update breakout set help_wanted_at = case when $2 then coalesce(help_wanted_at, clock_timestamp()) end
     where meeting_id = $1`,
    [meetingId, wanted],
  );
}
