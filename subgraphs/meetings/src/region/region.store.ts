import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MediaReachRow, MediaRegionRow } from './media-region.table.js';

const COLUMNS = 'r.id, r.code, r.name, r.url, r.countries, r.enabled';
const MOST = 50;

/** Every region, by its name. */
export function allRegions(db: EntityManager): Promise<MediaRegionRow[]> {
  return select<MediaRegionRow>(db, `select ${COLUMNS} from media_region r order by r.name, r.id limit $1`, [
    MOST,
  ]);
}

export async function regionsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MediaRegionRow>> {
  const statement = `select ${COLUMNS} from media_region r where r.id = any($1)`;
  return byKey(await select<MediaRegionRow>(db, statement, [ids]), 'id');
}

export async function regionsByCode(
  db: EntityManager,
  codes: readonly string[],
): Promise<Map<string, MediaRegionRow>> {
  const statement = `select ${COLUMNS} from media_region r where r.code = any($1)`;
  return byKey(await select<MediaRegionRow>(db, statement, [codes]), 'code');
}

/** Makes a region, unless there is one of that code: then it stays as it is. */
export async function nameRegion(
  db: EntityManager,
  { id, code, name }: Pick<MediaRegionRow, 'id' | 'code' | 'name'>,
): Promise<void> {
  await db.query(
    'insert into media_region (id, code, name) values ($1, $2, $3) on conflict (code) do nothing',
    [id, code, name],
  );
}

/** Makes a region or changes the one of that code. */
export async function saveRegion(db: EntityManager, region: MediaRegionRow): Promise<MediaRegionRow> {
  const [row] = await select<MediaRegionRow>(
    db,
    `insert into media_region as r (id, code, name, url, countries, enabled) values ($1, $2, $3, $4, $5, $6)
     on conflict (code) do update set name = excluded.name, url = excluded.url, countries = excluded.countries,
       enabled = excluded.enabled
     returning ${COLUMNS}`,
    [region.id, region.code, region.name, region.url, region.countries, region.enabled],
  );
  return row as MediaRegionRow;
}

/** Notes from where somebody comes. */
export async function noteReach(db: EntityManager, reach: MediaReachRow): Promise<void> {
  await db.query(
    `insert into media_reach (participant_id, country, latencies) values ($1, $2, $3)
     on conflict (participant_id) do update set country = excluded.country, latencies = excluded.latencies`,
    [reach.participantId, reach.country, JSON.stringify(reach.latencies)],
  );
}

/** From where those come who are in a meeting. */
export function reachesIn(db: EntityManager, meetingId: string): Promise<MediaReachRow[]> {
  return select<MediaReachRow>(
    db,
    `select w.participant_id, w.country, w.latencies from participant p join media_reach w on w.participant_id = p.id
     where p.meeting_id = $1 and p.state in ('JOINED', 'RECONNECTING')`,
    [meetingId],
  );
}
