import { boundsOf, byKey, containing, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MemberRole } from './channel.js';
import type { MembershipOrigin, MembershipRow } from './channel.table.js';

const COLUMNS =
  'id, channel_id, person_id, role, origin, joined_at, ended_at, banned_at, last_read_seq, unread_from_seq, ' +
  'favorite, section, hidden, level, muted_until, shows_receipts';
const MEMBERSHIP = COLUMNS.replaceAll(/(\w+)(, |$)/g, 'm.$1$2');

/** Memberships by id, ended ones too: an event may still speak of them. */
export async function membershipsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MembershipRow>> {
  const rows = await select<MembershipRow>(db, `select ${COLUMNS} from membership where id = any($1)`, [ids]);
  return byKey(rows, 'id');
}

/** One person's place in a channel, also an ended one. */
export const findMembership = (
  db: EntityManager,
  channelId: string,
  personId: string,
): Promise<MembershipRow | undefined> =>
  selectOne<MembershipRow>(db, `select ${COLUMNS} from membership where channel_id = $1 and person_id = $2`, [
    channelId,
    personId,
  ]);

/** Who joins, and as what. */
export interface NewMember {
  readonly id: string;
  readonly personId: string;
  readonly role: MemberRole;
}

/**
 * Lets people in. Who was there before comes back on the old row; who is there already stays as they are. They begin
 * at the present: what was said before counts as read.
 */
export function insertMembers(
  db: EntityManager,
  channelId: string,
  members: readonly NewMember[],
  origin: MembershipOrigin,
): Promise<MembershipRow[]> {
  return select<MembershipRow>(
    db,
    `insert into membership as old (id, channel_id, person_id, role, origin, last_read_seq, shows_receipts)
     select n.id, c.id, n."personId", n.role, $3, c.last_seq,
       not exists (select 1 from receipt_setting s where s.owner_id = n."personId" and not s.shown)
     from channel c, jsonb_to_recordset($2::jsonb) as n (id text, "personId" text, role text)
     where c.id = $1 order by n."personId"
     on conflict (channel_id, person_id) do update set role = excluded.role, origin = excluded.origin,
       joined_at = clock_timestamp(), ended_at = null, banned_at = null,
       last_read_seq = greatest(old.last_read_seq, excluded.last_read_seq),
       unread_from_seq = null, shows_receipts = excluded.shows_receipts, changed_xid = pg_current_xact_id()
       where old.ended_at is not null
     returning ${COLUMNS}`,
    [channelId, JSON.stringify(members), origin],
  );
}

/** Ends a membership, with or without a ban; answers nothing when it had ended before. */
export function endMembership(
  db: EntityManager,
  channelId: string,
  personId: string,
  how: 'left' | 'banned',
): Promise<MembershipRow | undefined> {
  return selectOne<MembershipRow>(
    db,
    `update membership set ended_at = coalesce(ended_at, clock_timestamp()),
       banned_at = case when $3 then clock_timestamp() else banned_at end, changed_xid = pg_current_xact_id()
     where channel_id = $1 and person_id = $2 and (ended_at is null or ($3 and banned_at is null))
     returning ${COLUMNS}`,
    [channelId, personId, how === 'banned'],
  );
}

/** Shuts out somebody who was never in. */
export function insertBan(
  db: EntityManager,
  channelId: string,
  member: NewMember,
): Promise<MembershipRow | undefined> {
  return selectOne<MembershipRow>(
    db,
    `insert into membership (id, channel_id, person_id, role, origin, ended_at, banned_at)
     values ($1, $2, $3, $4, 'JOINED', clock_timestamp(), clock_timestamp()) returning ${COLUMNS}`,
    [member.id, channelId, member.personId, member.role],
  );
}

/** Gives an active member another role. */
export function setRole(
  db: EntityManager,
  channelId: string,
  personId: string,
  role: MemberRole,
): Promise<MembershipRow | undefined> {
  return selectOne<MembershipRow>(
    db,
    `update membership set role = $3, changed_xid = pg_current_xact_id()
     where channel_id = $1 and person_id = $2 and ended_at is null and role <> $3 returning ${COLUMNS}`,
    [channelId, personId, role],
  );
}

/** Those who are in a channel in that role, in the order of their ids. */
export async function membersAs(db: EntityManager, channelId: string, role: MemberRole): Promise<string[]> {
  const rows = await select<{ personId: string }>(
    db,
    `select person_id from membership where channel_id = $1 and role = $2 and ended_at is null order by person_id`,
    [channelId, role],
  );
  return rows.map(({ personId }) => personId);
}

export async function countOwners(db: EntityManager, channelId: string): Promise<number> {
  const row = await selectOne<{ count: number }>(
    db,
    `select count(*)::int as count from membership where channel_id = $1 and role = 'OWNER' and ended_at is null`,
    [channelId],
  );
  return row?.count ?? 0;
}

/** How many are in a channel, and whether it lets them show how far they have read. */
export interface Crowd {
  readonly channelId: string;
  readonly count: number;
  readonly showsReceipts: boolean;
}

/** Who is in each of the channels, in numbers. */
export async function crowdsIn(
  db: EntityManager,
  channelIds: readonly string[],
): Promise<Map<string, Crowd>> {
  const rows = await select<Crowd>(
    db,
    `select c.id as channel_id, c.shows_receipts,
       (select count(*)::int from membership m where m.channel_id = c.id and m.ended_at is null) as count
     from channel c where c.id = any($1)`,
    [channelIds],
  );
  return byKey(rows, 'channelId');
}

/** A member with the name they are listed by. */
export interface ListedMember extends MembershipRow {
  readonly sortName: string;
}

/** A page of members by name, one more than the limit where there is one. */
export function findMembers(
  db: EntityManager,
  query: { readonly channelId: string; readonly role: MemberRole | null; readonly text: string | null },
  page: PageRequest,
): Promise<ListedMember[]> {
  const order = page.backward ? 'desc' : 'asc';
  const name = `lower(coalesce(p.display_name, ''))`;
  return select<ListedMember>(
    db,
    `select ${MEMBERSHIP}, ${name} as sort_name from membership m left join person p on p.id = m.person_id
     where m.channel_id = $1 and m.ended_at is null
       and ($2::text is null or m.role = $2)
       and ($3::text is null or p.display_name ilike $3)
       and ($4::text is null or (${name}, m.id) > ($4, $5))
       and ($6::text is null or (${name}, m.id) < ($6, $7))
     order by ${name} ${order}, m.id ${order} limit $8`,
    [
      query.channelId,
      query.role,
      query.text === null ? null : containing(query.text),
      ...boundsOf(page),
      page.limit + 1,
    ],
  );
}

/** Of these people, those who are in one of these channels. */
export async function membersAmong(
  db: EntityManager,
  channelIds: readonly string[],
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await select<{ personId: string }>(
    db,
    `select distinct person_id from membership
     where channel_id = any($1) and person_id = any($2) and ended_at is null`,
    [channelIds, personIds],
  );
  return new Set(rows.map(({ personId }) => personId));
}

/** Of these people, those who share a channel with that person. */
export async function fellowMembers(
  db: EntityManager,
  personId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await select<{ personId: string }>(
    db,
    `select distinct o.person_id from membership m join membership o on o.channel_id = m.channel_id
     where m.person_id = $1 and m.ended_at is null and o.person_id = any($2) and o.ended_at is null`,
    [personId, personIds],
  );
  return new Set(rows.map(({ personId: id }) => id));
}

/** Where these people are members, in the order in which channels are locked. */
export const activeChannelsOf = (
  db: EntityManager,
  personIds: readonly string[],
): Promise<Pick<MembershipRow, 'id' | 'channelId' | 'personId'>[]> =>
  select(
    db,
    `select id, channel_id, person_id from membership where person_id = any($1) and ended_at is null
     order by channel_id, person_id`,
    [personIds],
  );
