import { batchOf, type RequestContext } from '@parley/kit';
import {
  departmentsById,
  groupsAmong,
  peopleById,
  peopleNamed,
  saveDepartments,
  savePeople,
} from './person.store.js';
import type { DepartmentRow, PersonRow } from './person.table.js';

/** Batch: what chat knows of people. Names of people only; who may see whom is decided in person.access. */
export const findPeople = batchOf(peopleById);

/** Batch: departments of the viewer's organisation. */
export const findDepartments = batchOf(departmentsById);

/** Takes over what identity says of people. */
export const recordPeople = (ctx: RequestContext, people: readonly PersonRow[]): Promise<void> =>
  savePeople(ctx.db, people);

/** Takes over what identity says of departments. */
export const recordDepartments = (
  ctx: RequestContext,
  departments: readonly DepartmentRow[],
): Promise<void> => saveDepartments(ctx.db, departments);

/** Of these people those of the viewer's organisation, in the same order. */
export async function findPeopleOf(ctx: RequestContext, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const people = await findPeople(ctx, ids);
  return ids.filter((id) => people.get(id)?.organizationId === ctx.viewer.organizationId);
}

/** Of these departments, teams and roles those of an organisation. */
export const groupsOf = (
  ctx: RequestContext,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> => groupsAmong(ctx.db, organizationId, ids);

/** People of the viewer's organisation by what somebody typed of them: an id, `me`, or a part of a name. */
export async function findNamed(ctx: RequestContext, typed: string): Promise<string[]> {
  if (typed.toLowerCase() === 'me') return [ctx.viewer.id];
  return typed.startsWith('user_') ? [typed] : peopleNamed(ctx.db, ctx.viewer.organizationId, typed);
}
