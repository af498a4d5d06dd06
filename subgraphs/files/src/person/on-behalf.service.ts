import type { RequestContext, Viewer } from '@parley/kit';
import { findPeople } from './person.service.js';

/**
 * Somebody as they are known here now, for what is done in their name without them: null where they are gone or locked
 * out. What only a session brings, permissions and passes, they do not have.
 */
export async function onBehalfOf(
  ctx: RequestContext,
  personId: string,
  roles: readonly string[] = [],
): Promise<Viewer | null> {
  const person = (await findPeople(ctx, [personId])).get(personId);
  if (person?.state !== 'ACTIVE') return null;
  return {
    id: person.id,
    organizationId: person.organizationId,
    sessionId: null,
    kind: person.kind === 'GUEST' ? 'guest' : 'user',
    permissions: [],
    roles,
    departmentIds: person.departmentIds,
    teamIds: person.teamIds,
    country: person.country,
    region: person.region ?? '',
    grants: [],
    scopes: null,
    endsAt: null,
  };
}
