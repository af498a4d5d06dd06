import { type RequestContext, batchOf } from '@parley/kit';
import { tellLeft } from '../followed/followed.service.js';
import { peopleById, saveDepartments, savePasses, savePeople, saveTeams, teamsById } from './person.store.js';
import type { DepartmentRow, GuestPassRow, PersonRow, TeamRow } from './person.table.js';

/** Batch: people as identity told of them, whoever asks. */
export const findPeople = batchOf(peopleById);

/** Teams as identity told of them, whoever asks. */
export const findTeams = batchOf(teamsById);

/** People and what they belong to, as identity has them now. */
export interface Told {
  readonly people: readonly PersonRow[];
  readonly departments: readonly DepartmentRow[];
  readonly teams: readonly TeamRow[];
  readonly passes: readonly GuestPassRow[];
}

/** Takes in what identity told. */
export async function recordTold(ctx: RequestContext, told: Told): Promise<void> {
  await recordPeople(ctx, told.people);
  if (told.departments.length > 0) await saveDepartments(ctx.db, told.departments);
  if (told.teams.length > 0) await saveTeams(ctx.db, told.teams);
  if (told.passes.length > 0) await savePasses(ctx.db, told.passes);
}

const groupsOf = ({ departmentIds, teamIds, roleIds }: PersonRow): string[] => [
  ...departmentIds,
  ...teamIds,
  ...roleIds,
];

/** Takes people in; what they follow by groups that they are in no longer ends. */
async function recordPeople(ctx: RequestContext, people: readonly PersonRow[]): Promise<void> {
  if (people.length === 0) return;
  const before = await peopleById(
    ctx.db,
    people.map(({ id }) => id),
  );
  await savePeople(ctx.db, people);
  for (const person of people) {
    const known = before.get(person.id);
    const now = new Set(groupsOf(person));
    const left = known ? groupsOf(known).filter((id) => !now.has(id)) : [];
    await tellLeft(ctx, person.id, left);
  }
}
