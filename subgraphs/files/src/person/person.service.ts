import { type RequestContext, batchOf } from '@parley/kit';
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
  if (told.people.length > 0) await savePeople(ctx.db, told.people);
  if (told.departments.length > 0) await saveDepartments(ctx.db, told.departments);
  if (told.teams.length > 0) await saveTeams(ctx.db, told.teams);
  if (told.passes.length > 0) await savePasses(ctx.db, told.passes);
}
