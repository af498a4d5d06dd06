import { In, type EntityManager } from 'typeorm';
import type { PageRequest } from '@parley/kit';
import { TeamMemberRow, TeamRow } from './team.table.js';

export async function teamsById(db: EntityManager, ids: readonly string[]): Promise<Map<string, TeamRow>> {
  const rows = await db.findBy(TeamRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertTeam(
  db: EntityManager,
  row: Omit<TeamRow, 'sortName' | 'version'>,
): Promise<void> {
  await db.createQueryBuilder().insert().into(TeamRow).values(row).updateEntity(false).execute();
}

/** Changes a team if its version is still the expected one; tells whether it was. */
export async function updateTeamRow(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  changes: Partial<TeamRow>,
): Promise<boolean> {
  const result = await db
    .createQueryBuilder()
    .update(TeamRow)
    .set({ ...changes, version: () => 'version + 1' })
    .where('id = :id and version = :expectedVersion', { id, expectedVersion })
    .updateEntity(false)
    .execute();
  return result.affected === 1;
}

export async function addTeamMembers(
  db: EntityManager,
  teamId: string,
  userIds: readonly string[],
): Promise<void> {
  await db.query(
    `insert into team_member (team_id, user_id) select $1, unnest($2::text[]) on conflict do nothing`,
    [teamId, userIds],
  );
}

/** Takes people out of a team; tells who had been in it, so that nothing is told about strangers. */
export async function removeTeamMembers(
  db: EntityManager,
  teamId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const result = await db
    .createQueryBuilder()
    .delete()
    .from(TeamMemberRow)
    .where('team_id = :teamId and user_id = any(:userIds)', { teamId, userIds })
    .returning('user_id')
    .execute();
  return (result.raw as { user_id: string }[]).map(({ user_id }) => user_id);
}

const ofOrganization = (db: EntityManager, organizationId: string) =>
  db.createQueryBuilder(TeamRow, 't').where('t.organization_id = :organizationId', { organizationId });

/** One more than a page of teams by name, in reading direction. */
export function teamPage(db: EntityManager, organizationId: string, page: PageRequest): Promise<TeamRow[]> {
  const query = ofOrganization(db, organizationId);
  const direction = page.backward ? 'DESC' : 'ASC';
  if (page.after) {
    query.andWhere('(t.sort_name, t.id) > (:an, :ai)', { an: page.after[0], ai: page.after[1] });
  }
  if (page.before) {
    query.andWhere('(t.sort_name, t.id) < (:bn, :bi)', { bn: page.before[0], bi: page.before[1] });
  }
  return query
    .orderBy('t.sortName', direction)
    .addOrderBy('t.id', direction)
    .limit(page.limit + 1)
    .getMany();
}

export const countTeams = (db: EntityManager, organizationId: string): Promise<number> =>
  ofOrganization(db, organizationId).getCount();

/** The teams of each of these people, by id, at most 100 a person. */
export async function teamIdsByUser(
  db: EntityManager,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db.find(TeamMemberRow, {
    where: { userId: In([...userIds]) },
    order: { teamId: 'ASC' },
  });
  const byUser = Map.groupBy(rows, ({ userId }) => userId);
  return new Map(
    [...byUser].map(([userId, members]) => [userId, members.slice(0, 100).map(({ teamId }) => teamId)]),
  );
}
