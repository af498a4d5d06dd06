import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { PresenceState } from './presence.js';

/** How somebody stands at this moment, and when that changes although nobody says so. */
export interface PresenceNow {
  readonly personId: string;
  readonly state: PresenceState;
  readonly inCall: boolean;
  readonly until: Date | null;
  readonly lastActiveAt: Date | null;
  readonly statusText: string | null;
  readonly statusEmoji: string | null;
  readonly statusUntil: Date | null;
  /** When something of this is over by itself; null when nothing will be. */
  readonly changesAt: Date | null;
}

// What was chosen holds until its time; whoever is not heard of is offline, whatever they chose.
const HELD = `(holds_until is null or holds_until > now())`;
const NOW = `person_id,
  case when expires_at <= now() then 'OFFLINE' when chosen is not null and ${HELD} then chosen
    when active_until > now() then 'ONLINE' else 'AWAY' end as state,
  expires_at > now() and (chosen_in_call and ${HELD} or coalesce(call_until > now(), false)) as in_call,
  case when chosen is not null and holds_until > now() then holds_until end as until,
  last_active_at,
  case when status_until is null or status_until > now() then status_text end as status_text,
  case when status_until is null or status_until > now() then status_emoji end as status_emoji,
  case when status_until > now() then status_until end as status_until,
  (select min(at) from (values (expires_at), (holds_until), (active_until), (call_until), (status_until)) t (at)
   where at > now()) as changes_at`;

/** How people stand. */
export async function presenceOf(
  db: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, PresenceNow>> {
  const rows = await select<PresenceNow>(db, `select ${NOW} from presence where person_id = any($1)`, [
    personIds,
  ]);
  return byKey(rows, 'personId');
}

/** What a device says of itself. */
export interface DeviceSign {
  readonly personId: string;
  readonly organizationId: string;
  /** The session it belongs to. */
  readonly device: string;
  readonly active: boolean;
  readonly call: boolean;
  /** How long it counts; nothing for one that goes. */
  readonly holdsSeconds: number;
}

/** How somebody stood before and stands after a sign or a choice. */
export interface PresenceMove {
  readonly before: PresenceNow | null;
  readonly after: PresenceNow;
}

const SIGNS = `select s."personId" as person_id, s."organizationId" as organization_id, s.active,
    jsonb_build_object(s.device, jsonb_build_object('until', now() + make_interval(secs => s."holdsSeconds"),
      'active', s.active, 'call', s.call)) as device
  from jsonb_to_recordset($1::jsonb) as s ("personId" text, "organizationId" text, device text, active boolean,
    call boolean, "holdsSeconds" double precision)`;

const TAKEN = `devices = presence_devices(p.devices, excluded.devices),
  active_until = presence_until(presence_devices(p.devices, excluded.devices), 'active'),
  call_until = presence_until(presence_devices(p.devices, excluded.devices), 'call'),
  expires_at = coalesce(presence_until(presence_devices(p.devices, excluded.devices), 'until'), now()),
  last_active_at = coalesce(excluded.last_active_at, p.last_active_at)`;

/** One statement for any number of people; the snapshot of `old` is from before it. */
async function moved(
  db: EntityManager,
  statement: string,
  parameters: readonly unknown[],
): Promise<PresenceMove[]> {
  type Row = PresenceNow & { readonly isBefore: boolean };
  const rows = await select<Row>(
    db,
    `with sign as (${SIGNS}),
       old as (select * from presence where person_id in (select person_id from sign)),
       saved as (${statement} returning p.*)
     select true as is_before, ${NOW} from old union all select false, ${NOW} from saved`,
    parameters,
  );
  const before = byKey(
    rows.filter(({ isBefore }) => isBefore),
    'personId',
  );
  return rows
    .filter(({ isBefore }) => !isBefore)
    .map((after) => ({ before: before.get(after.personId) ?? null, after }));
}

const INSERT_SIGN = `insert into presence as p
    (person_id, organization_id, devices, active_until, call_until, last_active_at, expires_at)
  select person_id, organization_id, device, presence_until(device, 'active'),
    presence_until(device, 'call'), case when active then now() end, coalesce(presence_until(device, 'until'), now())
  from sign order by person_id on conflict (person_id) do update set ${TAKEN}`;

/** Takes signs of life, at most one of each person. */
export const saveSigns = (db: EntityManager, signs: readonly DeviceSign[]): Promise<PresenceMove[]> =>
  moved(db, INSERT_SIGN, [JSON.stringify(signs)]);

/** Keeps what somebody chose, which is a sign of life as well; null leaves it to their devices. */
export async function saveChoice(
  db: EntityManager,
  sign: DeviceSign,
  choice: {
    readonly chosen: PresenceState | null;
    readonly until: Date | null;
    readonly inCall: boolean;
  },
): Promise<PresenceMove | undefined> {
  const chosen = `chosen = $2, holds_until = $3, chosen_in_call = $4`;
  const [move] = await moved(db, `${INSERT_CHOICE} set ${TAKEN}, ${chosen}`, [
    JSON.stringify([sign]),
    choice.chosen,
    choice.until,
    choice.inCall,
  ]);
  return move;
}

const INSERT_CHOICE = `insert into presence as p (person_id, organization_id, devices, active_until, call_until,
    last_active_at, expires_at, chosen, holds_until, chosen_in_call)
  select person_id, organization_id, device, presence_until(device, 'active'),
    presence_until(device, 'call'), now(), presence_until(device, 'until'), $2, $3::timestamptz, $4::boolean
  from sign on conflict (person_id) do update`;

/** Keeps a status in words; no sign of life, for programs set it too. */
export async function saveStatus(
  db: EntityManager,
  person: { readonly id: string; readonly organizationId: string },
  status: { readonly text: string | null; readonly emoji: string | null; readonly until: Date | null },
): Promise<PresenceNow | undefined> {
  const [row] = await select<PresenceNow>(
    db,
    `insert into presence as p (person_id, organization_id, status_text, status_emoji, status_until)
     values ($1, $2, $3, $4, $5) on conflict (person_id) do update set status_text = excluded.status_text,
       status_emoji = excluded.status_emoji, status_until = excluded.status_until
     returning ${NOW}`,
    [person.id, person.organizationId, status.text, status.emoji, status.until],
  );
  return row;
}

/** Members of a channel who are there now. */
export async function onlineMembers(db: EntityManager, channelId: string): Promise<string[]> {
  const rows = await select<{ personId: string }>(
    db,
    `select p.person_id from presence p join membership m on m.person_id = p.person_id
     where m.channel_id = $1 and m.ended_at is null and p.expires_at > now() and p.chosen is distinct from 'OFFLINE'`,
    [channelId],
  );
  return rows.map(({ personId }) => personId);
}
