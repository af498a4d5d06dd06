import { byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { KEPT } from '../sql-conditions.js';
import type { PolicyChoice } from './retention.rules.js';
import type { RetentionPolicyRow } from './retention.table.js';

/** A policy with the name of its channel, and what came of its last run. */
export interface NamedPolicy extends RetentionPolicyRow {
  readonly channelName: string | null;
  readonly lastRunAt: Date | null;
  readonly lastRemovedCount: number | null;
}

const COLUMNS = `p.id, p.organization_id, p.kind, p.channel_id, p.region, p.keep_days, p.removes_files,
  l.finished_at as last_run_at, l.removed_count as last_removed_count, pc.name as channel_name`;
const WITH = `left join channel pc on pc.id = p.channel_id left join lateral (
  select r.finished_at, r.removed_count from retention_run r
  where r.policy_id = p.id and r.finished_at is not null order by r.due_at desc limit 1) l on true`;
const FROM = `retention_policy p ${WITH}`;

/** Which policy of those `p` that apply to a channel `c` is the narrowest. */
const NARROWEST = '(p.channel_id is not null) desc, (p.kind is not null) desc, (p.region is not null) desc';
const APPLIES = `p.organization_id = c.organization_id and (p.channel_id is null or p.channel_id = c.id)
  and (p.kind is null or p.kind = c.kind) and (p.region is null or p.region = c.region)`;

/** The id of the policy that governs a channel `c`. */
export const GOVERNING = `(select p.id from retention_policy p where ${APPLIES} order by ${NARROWEST} limit 1)`;

/** Whether there is anything left of a message `m`: one that was withdrawn for good says nothing any more. */
export const LEFT = `(m.withdrawn_at is null or m.held_at is not null or m.hidden_at is not null)`;

/** Policies by id, whoever asks. */
export async function policiesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, NamedPolicy>> {
  return byKey(
    await select<NamedPolicy>(db, `select ${COLUMNS} from ${FROM} where p.id = any($1)`, [ids]),
    'id',
  );
}

/** The policy that governs each of the channels, where one does. */
export async function policiesOf(
  db: EntityManager,
  channelIds: readonly string[],
): Promise<Map<string, NamedPolicy>> {
  const rows = await select<NamedPolicy & { readonly governed: string }>(
    db,
    `with governed as (select c.id as governed, ${GOVERNING} as policy_id from channel c where c.id = any($1))
     select g.governed, ${COLUMNS} from governed g join retention_policy p on p.id = g.policy_id ${WITH}`,
    [channelIds],
  );
  return new Map(rows.map((row) => [row.governed, row]));
}

/** A page of an organisation's policies, one more than the limit where there is one. */
export const policyPage = (
  db: EntityManager,
  organizationId: string,
  page: PageRequest,
): Promise<NamedPolicy[]> =>
  select<NamedPolicy>(
    db,
    `select ${COLUMNS} from ${FROM} where p.organization_id = $1
       and ($2::text is null or p.id > $2) and ($3::text is null or p.id < $3)
     order by p.id ${page.backward ? 'desc' : 'asc'} limit $4`,
    [organizationId, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
  );

/** Writes a policy down, or changes it; answers false when another one is about the same. */
export async function upsertPolicy(
  db: EntityManager,
  policy: PolicyChoice & { readonly id: string; readonly organizationId: string },
): Promise<boolean> {
  const [{ taken } = { taken: false }] = await select<{ taken: boolean }>(
    db,
    `select exists (select from retention_policy where organization_id = $1 and id <> $2
       and channel_id is not distinct from $3 and kind is not distinct from $4
       and region is not distinct from $5) as taken`,
    [policy.organizationId, policy.id, policy.channelId, policy.kind, policy.region],
  );
  if (taken) return false;
  await db.query(
    `insert into retention_policy (id, organization_id, kind, channel_id, region, keep_days, removes_files)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set kind = excluded.kind, channel_id = excluded.channel_id, region = excluded.region,
       keep_days = excluded.keep_days, removes_files = excluded.removes_files`,
    [
      ...[policy.id, policy.organizationId, policy.kind, policy.channelId, policy.region],
      ...[policy.keepDays, policy.removesFiles],
    ],
  );
  return true;
}

export async function deletePolicy(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from retention_policy where id = $1', [id]);
}

/** A channel of an organisation by id, with what is needed to be about it. */
export const channelOf = (
  db: EntityManager,
  id: string,
  organizationId: string,
): Promise<{ readonly id: string } | undefined> =>
  selectOne(db, 'select id from channel where id = $1 and organization_id = $2', [id, organizationId]);

/** What would go by a policy, if it were there in the place of the one with its id. */
export interface Forecast {
  readonly messageCount: number;
  readonly channelCount: number;
  readonly heldCount: number;
}

/** Counts what a policy that is not saved would remove now, where none that is narrower speaks. */
export async function forecast(
  db: EntityManager,
  policy: PolicyChoice & { readonly organizationId: string },
  cutoff: Date,
): Promise<Forecast> {
  const row = await selectOne<Forecast>(
    db,
    `with tried as (
       select $2::text as channel_id, $3::text as kind, $4::text as region
     ), governed as (
       select c.id, c.organization_id from channel c, tried t
       where c.organization_id = $1 and (t.channel_id is null or t.channel_id = c.id)
         and (t.kind is null or t.kind = c.kind) and (t.region is null or t.region = c.region)
         and not exists (select from retention_policy p where ${APPLIES} and
           (p.channel_id is not null, p.kind is not null, p.region is not null) >
           (t.channel_id is not null, t.kind is not null, t.region is not null))
     ), old as (
       select m.channel_id, ${KEPT} as kept from governed c join message m on m.channel_id = c.id
       where m.sent_at < $5 and ${LEFT}
     )
     select count(*) filter (where not kept)::int as message_count, count(*) filter (where kept)::int as held_count,
       count(distinct channel_id) filter (where not kept)::int as channel_count from old`,
    [policy.organizationId, policy.channelId, policy.kind, policy.region, cutoff],
  );
  return row ?? { messageCount: 0, channelCount: 0, heldCount: 0 };
}
