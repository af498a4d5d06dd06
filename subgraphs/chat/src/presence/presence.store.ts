import type { EntityManager } from 'typeorm';
import { byKey, select, selectOne } from '../sql.js';
import type { PresenceState } from './presence.js';

/** Where somebody is at this moment. */
export interface PresenceNow {
  readonly personId: string;
  readonly state: PresenceState;
  readonly until: Date | null;
  readonly lastActiveAt: Date;
  /** When they are offline unless they are heard of again. */
  readonly expiresAt: Date;
}

// A chosen state that no longer holds falls back to being here; whoever is not heard of is offline.
const STATE = `case when expires_at <= now() then 'OFFLINE' when holds_until <= now() then 'ONLINE' else state end`;
const NOW = `person_id, ${STATE} as state, case when holds_until > now() then holds_until end as until, last_active_at,
  expires_at`;

/** Where people are. */
export async function presenceOf(
  db: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, PresenceNow>> {
  const rows = await select<PresenceNow>(db, `select ${NOW} from presence where person_id = any($1)`, [
    personIds,
  ]);
  return byKey(rows, 'personId');
}

/** Takes a sign of life; answers with the state before it. */
export async function savePresence(
  db: EntityManager,
  sign: {
    readonly personId: string;
    readonly organizationId: string;
    readonly state: PresenceState;
    readonly until: Date | null;
    readonly holdsSeconds: number;
  },
): Promise<PresenceState> {
  const row = await selectOne<{ before: PresenceState | null }>(
    db,
    `with old as (select ${STATE} as state from presence where person_id = $1), saved as (
       insert into presence (person_id, organization_id, state, holds_until, last_active_at, expires_at)
       values ($1, $2, $3, $4, now(), now() + make_interval(secs => $5))
       on conflict (person_id) do update set state = excluded.state, holds_until = excluded.holds_until,
         last_active_at = excluded.last_active_at, expires_at = excluded.expires_at
     ) select (select state from old) as before`,
    [sign.personId, sign.organizationId, sign.state, sign.until, sign.holdsSeconds],
  );
  return row?.before ?? 'OFFLINE';
}

/** Members of a channel who are there now. */
export async function onlineMembers(db: EntityManager, channelId: string): Promise<string[]> {
  const rows = await select<{ personId: string }>(
    db,
    `select p.person_id from presence p join membership m on m.person_id = p.person_id
     where m.channel_id = $1 and m.ended_at is null and p.expires_at > now() and p.state <> 'OFFLINE'`,
    [channelId],
  );
  return rows.map(({ personId }) => personId);
}
