import type { ToldLog } from '../events.js';
import { byKey, type EncryptionMode, prepared, propertyOf, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { HAS_WORD_RULES } from '../sql-conditions.js';
import type { AccessCondition } from './access-condition.js';
import type { ChannelKind, MemberRole } from './channel.js';
import { CHANNEL, FROM } from './channel-columns.js';
import type { ChannelAt, MembershipRow, Standing } from './channel.table.js';

const MEMBERSHIP_COLUMNS = [
  'id',
  'channel_id',
  'person_id',
  'role',
  'origin',
  'joined_at',
  'ended_at',
  'banned_at',
  'last_read_seq',
  'unread_from_seq',
  'shows_receipts',
  'favorite',
  'section',
  'hidden',
  'level',
  'muted_until',
];
const MEMBERSHIP = MEMBERSHIP_COLUMNS.map((column) => `m.${column} as m_${column}`).join(', ');

/** Channels by id, whoever asks. */
export async function channelsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ChannelAt>> {
  return byKey(
    await select<ChannelAt>(db, `select ${CHANNEL} from ${FROM} where c.id = any($1)`, [ids]),
    'id',
  );
}

type Joined = ChannelAt & Record<string, unknown>;

const OWN: readonly (readonly [string, string])[] = MEMBERSHIP_COLUMNS.map((column) => {
  const property = propertyOf(column);
  return [propertyOf(`m_${column}`), property];
});

function toStanding(row: Joined): Standing {
  const membership: Record<string, unknown> = {};
  for (const [from, to] of OWN) membership[to] = row[from];
  return {
    channel: row,
    membership: row['mId'] === null ? null : (membership as unknown as MembershipRow),
    grantorRole: row['grantorRole'] as MemberRole | null,
  };
}

/** A person in a channel, and who let them in as a guest. */
export interface Place {
  readonly channelId: string;
  readonly personId: string;
  readonly grantorId: string | null;
}

const STANDINGS = prepared(
  `select ${CHANNEL}, ${MEMBERSHIP}, ${HAS_WORD_RULES}, g.role as grantor_role, p.n from ${FROM}
   join unnest($1::text[], $2::text[], $3::text[]) with ordinality as p (channel_id, person_id, grantor_id, n)
     on p.channel_id = c.id
   left join membership m on m.channel_id = c.id and m.person_id = p.person_id
   left join person gp on gp.id = p.grantor_id and gp.state = 'ACTIVE'
   left join membership g on g.channel_id = c.id and g.person_id = gp.id and g.ended_at is null`,
);

/** Channels with one person's place in each; the places of many people are read at once. */
export async function standingsAt(db: EntityManager, places: readonly Place[]): Promise<Standing[]> {
  const rows = await select<Joined>(db, STANDINGS, [
    places.map(({ channelId }) => channelId),
    places.map(({ personId }) => personId),
    places.map(({ grantorId }) => grantorId),
  ]);
  const standings: Standing[] = [];
  for (const row of rows) standings[Number(row['n']) - 1] = toStanding(row);
  return standings;
}

/** Keeps the channel as it is until the transaction ends; writes to it queue behind. */
export async function lockChannel(db: EntityManager, id: string): Promise<void> {
  await db.query('select 1 from channel where id = $1 for no key update', [id]);
}

/** What is chosen when a channel is made. */
export interface NewChannel {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly topic: string | null;
  readonly createdById: string | null;
  readonly postingRole: MemberRole;
  readonly access: readonly AccessCondition[];
  readonly departmentId: string | null;
  readonly directKey: string | null;
  readonly region: string | null;
  readonly encryption?: EncryptionMode;
  readonly meetingId?: string | null;
}

/** Inserts a channel; answers false when the pair, the department or the room has one already. */
export async function insertChannel(db: EntityManager, channel: NewChannel): Promise<boolean> {
  const inserted = await select(
    db,
    `insert into channel (id, organization_id, kind, name, topic, created_by_id, posting_role, department_id,
       direct_key, region, access, encryption, meeting_id, customer_visible, shows_receipts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $3 = 'SUPPORT',
       not exists (select 1 from receipt_setting where owner_id = $2 and not shown)) on conflict do nothing returning id`,
    [
      channel.id,
      channel.organizationId,
      channel.kind,
      channel.name,
      channel.topic,
      channel.createdById,
      channel.postingRole,
      channel.departmentId,
      channel.directKey,
      channel.region,
      JSON.stringify(channel.access),
      channel.encryption ?? 'SERVER',
      channel.meetingId ?? null,
    ],
  );
  return inserted.length > 0;
}

/** The id of the channel of two people, by their key. */
export async function directChannelId(db: EntityManager, directKey: string): Promise<string | undefined> {
  const row = await selectOne<{ id: string }>(db, 'select id from channel where direct_key = $1', [
    directKey,
  ]);
  return row?.id;
}

/** Channels of people's pairs, by pair. */
export async function directChannels(
  db: EntityManager,
  keys: readonly string[],
): Promise<Map<string, ChannelAt>> {
  const rows = await select<ChannelAt>(db, `select ${CHANNEL} from ${FROM} where c.direct_key = any($1)`, [
    keys,
  ]);
  return new Map(rows.map((row) => [row.directKey ?? '', row]));
}

/** Channels of departments, by department. */
export async function departmentChannels(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ChannelAt>> {
  const rows = await select<ChannelAt>(db, `select ${CHANNEL} from ${FROM} where c.department_id = any($1)`, [
    ids,
  ]);
  return new Map(rows.map((row) => [row.departmentId ?? '', row]));
}

/** What an edit of a channel sets. */
export interface ChannelChange {
  readonly name: string;
  readonly topic: string | null;
  readonly description: string | null;
  readonly icon: string | null;
  readonly postingRole: MemberRole;
  readonly slowModeSeconds: number;
  readonly access: readonly AccessCondition[];
}

/** Changes a channel whose version is still the one that was read. */
export async function updateChannelRow(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  change: ChannelChange,
): Promise<boolean> {
  const changed = await select(
    db,
    `update channel set name = $3, topic = $4, description = $5, icon = $6, posting_role = $7, access = $8::jsonb,
       slow_mode_seconds = $9,
       version = version + 1, listed_xid = pg_current_xact_id(), changed_xid = pg_current_xact_id()
     where id = $1 and version = $2 returning id`,
    [
      ...[
        id,
        expectedVersion,
        change.name,
        change.topic,
        change.description,
        change.icon,
        change.postingRole,
      ],
      JSON.stringify(change.access),
      change.slowModeSeconds,
    ],
  );
  return changed.length > 0;
}

/** Closes or opens a channel; answers false when it already was. */
export async function setArchived(db: EntityManager, id: string, archived: boolean): Promise<boolean> {
  const changed = await select(
    db,
    `update channel set archived_at = case when $2 then clock_timestamp() end, version = version + 1,
       listed_xid = pg_current_xact_id(), changed_xid = pg_current_xact_id()
     where id = $1 and (archived_at is not null) <> $2 returning id`,
    [id, archived],
  );
  return changed.length > 0;
}

/** The own channels of rooms, by room. */
export async function channelsOfRooms(
  db: EntityManager,
  meetingIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await select<{ id: string; meetingId: string }>(
    db,
    'select id, meeting_id from channel where meeting_id = any($1)',
    [meetingIds],
  );
  return new Map(rows.map(({ id, meetingId }) => [meetingId, id]));
}

/** Names the channel of a room and says who writes in it; answers false where nothing of it is new. */
export async function shapeRoomChannel(
  db: EntityManager,
  id: string,
  name: string,
  postingRole: MemberRole,
): Promise<boolean> {
  const changed = await select(
    db,
    `update channel set name = $2, posting_role = $3, version = version + 1, listed_xid = pg_current_xact_id(),
       changed_xid = pg_current_xact_id()
     where id = $1 and meeting_id is not null and (name, posting_role) is distinct from ($2, $3) returning id`,
    [id, name, postingRole],
  );
  return changed.length > 0;
}

/** Names direct channels of a person anew, after they changed theirs; answers with the channels that changed. */
export async function renameDirects(db: EntityManager, personIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `update channel c set name = n.name, version = version + 1, changed_xid = pg_current_xact_id()
     from (select d.id, string_agg(p.display_name, ', ' order by p.id) as name
           from channel d join person p on p.id = any(string_to_array(d.direct_key, ' '))
           where d.id in (select m.channel_id from membership m where m.person_id = any($1))
             and d.direct_key is not null group by d.id) n
     where c.id = n.id and c.name <> n.name returning c.id`,
    [personIds],
  );
  return rows.map(({ id }) => id).sort();
}

/** Channels as other subgraphs are told of them, each with everybody who is in it. */
export const channelsToTell = (
  db: EntityManager,
  channelIds: readonly string[],
): Promise<(ToldLog['channelTold'] & { readonly memberIds: readonly string[] })[]> =>
  select(
    db,
    `select c.id as channel_id, c.organization_id, c.kind, c.name, c.region, c.access,
       array(select person_id from membership m where m.channel_id = c.id and m.ended_at is null order by 1) as member_ids
     from channel c where c.id = any($1) order by c.id`,
    [channelIds],
  );
