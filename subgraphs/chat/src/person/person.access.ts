import { type RequestContext, load } from '@parley/kit';
import { isOutsider } from '../channel/channel.rules.js';
import { fellowsOf } from '../channel/membership.service.js';
import { findDepartments, findPeople } from './person.service.js';

/** Whether the viewer may know of a person: of their organisation, and from outside of it only those they talk with. */
export async function seesPerson(ctx: RequestContext, personId: string): Promise<boolean> {
  const { viewer } = ctx;
  if (personId === viewer.id) return true;
  const person = await load(ctx, findPeople, personId);
  if (person?.organizationId !== viewer.organizationId) return false;
  if (!isOutsider(viewer)) return true;
  return (await load(ctx, findFellows, personId)) ?? false;
}

async function findFellows(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, boolean>> {
  const fellows = await fellowsOf(ctx, ids);
  return new Map(ids.map((id) => [id, fellows.has(id)]));
}

/** Whether the viewer may know of a department: those who belong to the organisation do. */
export async function seesDepartment(ctx: RequestContext, departmentId: string): Promise<boolean> {
  if (isOutsider(ctx.viewer)) return false;
  const department = await load(ctx, findDepartments, departmentId);
  return department?.organizationId === ctx.viewer.organizationId;
}

/** A person that another subgraph refers to; null where the viewer may not know of them. */
export const referToUser = async (
  ctx: RequestContext,
  id: string,
): Promise<{ readonly id: string } | null> => ((await seesPerson(ctx, id)) ? { id } : null);

/** A department that another subgraph refers to; null where the viewer may not know of it. */
export const referToDepartment = async (
  ctx: RequestContext,
  id: string,
): Promise<{ readonly id: string } | null> => ((await seesDepartment(ctx, id)) ? { id } : null);
