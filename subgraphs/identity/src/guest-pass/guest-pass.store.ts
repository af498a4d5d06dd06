import { In, type EntityManager } from 'typeorm';
import type { PageRequest } from '@parley/kit';
import type { GuestPassState } from './guest-pass.js';
import { GuestPassRow } from './guest-pass.table.js';

export async function passesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, GuestPassRow>> {
  const rows = await db.findBy(GuestPassRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The pass behind the secret part of a link, locked so that it is used for the first time only once. */
export const passByLink = (db: EntityManager, linkHash: string): Promise<GuestPassRow | null> =>
  db
    .createQueryBuilder(GuestPassRow, 'p')
    .setLock('pessimistic_write')
    .where('p.link_hash = :linkHash', { linkHash })
    .getOne();

/** Whether a pass was given with that link, read without holding it. */
export const hasLink = (db: EntityManager, linkHash: string): Promise<boolean> =>
  db.existsBy(GuestPassRow, { linkHash });

export const insertPass = (
  db: EntityManager,
  row: Omit<GuestPassRow, 'version' | 'revokedAt' | 'revokeReason' | 'lastUsedAt' | 'endAnnouncedAt'>,
): Promise<unknown> =>
  db.createQueryBuilder().insert().into(GuestPassRow).values(row).updateEntity(false).execute();

export async function setPassColumns(
  db: EntityManager,
  id: string,
  changes: Partial<GuestPassRow>,
): Promise<void> {
  await db
    .createQueryBuilder()
    .update(GuestPassRow)
    .set({ ...changes, version: () => 'version + 1' })
    .where('id = :id', { id })
    .updateEntity(false)
    .execute();
}

/** Notes that a pass was used; not an edit. */
export async function touchPass(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `update guest_pass set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

const STATES: Readonly<Record<GuestPassState, string>> = {
  REVOKED: 'p.revoked_at is not null',
  EXPIRED: 'p.revoked_at is null and p.ends_at <= now()',
  INVITED: 'p.revoked_at is null and p.ends_at > now() and p.guest_id is null',
  ACTIVE: 'p.revoked_at is null and p.ends_at > now() and p.guest_id is not null',
};

/** Whose passes are listed. */
export interface PassSelection {
  readonly organizationId: string;
  /** Only those that this person issued; null for all of the organisation. */
  readonly issuedById: string | null;
  readonly state: GuestPassState | null;
}

function matching(db: EntityManager, { organizationId, issuedById, state }: PassSelection) {
  const query = db
    .createQueryBuilder(GuestPassRow, 'p')
    .where('p.organization_id = :organizationId', { organizationId });
  if (issuedById) query.andWhere('p.issued_by_id = :issuedById', { issuedById });
  if (state) query.andWhere(STATES[state]);
  return query;
}

/** One more than a page of passes, newest first, in reading direction. */
export function passPage(
  db: EntityManager,
  selection: PassSelection,
  page: PageRequest,
): Promise<GuestPassRow[]> {
  const query = matching(db, selection);
  if (page.after) query.andWhere('p.id < :after', { after: page.after[0] });
  if (page.before) query.andWhere('p.id > :before', { before: page.before[0] });
  return query
    .orderBy('p.id', page.backward ? 'ASC' : 'DESC')
    .limit(page.limit + 1)
    .getMany();
}

export const countPasses = (db: EntityManager, selection: PassSelection): Promise<number> =>
  matching(db, selection).getCount();

/** The open pass of each guest, the newest where there are several; guests without one are left out. */
export async function openPassesOf(
  db: EntityManager,
  guestIds: readonly string[],
): Promise<Map<string, GuestPassRow>> {
  const rows = await db
    .createQueryBuilder(GuestPassRow, 'p')
    .where('p.guest_id = any(:guestIds) and p.revoked_at is null', { guestIds })
    .andWhere('p.starts_at <= now() and p.ends_at > now()')
    .orderBy('p.id')
    .getMany();
  return new Map(rows.flatMap((row) => (row.guestId === null ? [] : [[row.guestId, row]])));
}

/** Passes that ran out and whose end nobody was told yet. */
export const unannouncedEnds = (db: EntityManager, limit: number): Promise<GuestPassRow[]> =>
  db
    .createQueryBuilder(GuestPassRow, 'p')
    .where('p.revoked_at is null and p.ends_at <= now() and p.end_announced_at is null')
    .orderBy('p.endsAt')
    .limit(limit)
    .getMany();

/** Passes of visitors of a meeting that are open, without those of these people. */
export const openVisits = (
  db: EntityManager,
  meetingId: string,
  exceptIds: readonly string[],
): Promise<GuestPassRow[]> =>
  db
    .createQueryBuilder(GuestPassRow, 'p')
    .where('p.meeting_id = :meetingId and p.revoked_at is null and p.ends_at > now()', { meetingId })
    .andWhere('p.guest_id <> all(:exceptIds)', { exceptIds })
    .orderBy('p.id')
    .getMany();

/** How many visitors a meeting has had whose pass is open. */
export const countVisits = (db: EntityManager, meetingId: string): Promise<number> =>
  db
    .createQueryBuilder(GuestPassRow, 'p')
    .where('p.meeting_id = :meetingId and p.revoked_at is null and p.ends_at > now()', { meetingId })
    .getCount();
